package io.mmp.test.examples;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.mmp.test.Internal;
import java.util.stream.Stream;

/** The class files of all modules, and who may use what of them. */
final class Library {

    static final String ROOT = "io.mmp.test";

    private static final String EXAMPLES = ROOT + ".examples";
    private static final JavaClasses ALL = load();

    private Library() {}

    private static JavaClasses load() {
        // What our classes use of other libraries is of no interest here, and would take 20 s.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().importPackages(ROOT);
    }

    /** Return the types of the modules, without their tests. */
    static Stream<JavaClass> types() {
        return ALL.stream().filter(Library::isOurs);
    }

    /** Return the types that users name. */
    static Stream<JavaClass> typesForUsers() {
        return types().filter(type -> type.isTopLevelClass() && isPublic(type) && !isInternal(type));
    }

    /** Return the types of the examples, which use the library as its users do. */
    static Stream<JavaClass> users() {
        return ALL.stream().filter(type -> type.getPackageName().startsWith(EXAMPLES));
    }

    static boolean isOurs(JavaClass type) {
        String name = type.getPackageName();
        boolean isInside = name.equals(ROOT) || name.startsWith(ROOT + ".");
        return isInside && !name.startsWith(EXAMPLES) && !type.getSimpleName().equals("package-info");
    }

    static boolean isInternal(JavaClass type) {
        return type.isAnnotatedWith(Internal.class) || type.getPackage().isAnnotatedWith(Internal.class);
    }

    static boolean isVisible(JavaClass type) {
        return isPublic(type)
                && type.getEnclosingClass().map(Library::isVisible).orElse(true);
    }

    static JavaClass outermost(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return base.getEnclosingClass().map(Library::outermost).orElse(base);
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC);
    }
}
