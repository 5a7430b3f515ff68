package io.mmp.test.condition;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run the test only where there is a Kubernetes API, or what starts one.
 *
 * <p>With {@link Source#CLUSTER} the server of the current context in {@code KUBECONFIG}, or in {@code ~/.kube/config}, must answer. With
 * {@link Source#PROGRAMS} the programs of a control plane must be in {@code PATH} or in the cache, {@code ~/.cache/mmp-test/kubernetes-*} and
 * {@code etcd-*}. The configuration parameter or system property {@code mmp.kubernetes} decides: with {@code auto}, the default, the test is skipped where there
 * is none; with {@code required}, for CI, it fails there; with {@code off} it is always skipped. The code of the skip is {@code no-kubernetes}. May be used as a
 * meta-annotation.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(KubernetesCondition.class)
public @interface EnabledIfKubernetes {

    /** Where the API comes from; one of them is enough. */
    Source[] value() default {Source.CLUSTER, Source.PROGRAMS};

    /** The programs that {@link Source#PROGRAMS} needs. */
    String[] programs() default {"etcd", "kube-apiserver"};

    /**
     * Where a Kubernetes API comes from.
     *
     * @since 0.1.0
     */
    enum Source {
        /** A cluster that is there. */
        CLUSTER,

        /** Programs that the test starts. */
        PROGRAMS
    }
}
