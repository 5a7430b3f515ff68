package io.mmp.test.feast.serving;

import dev.feast.FeastClient;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoRequest;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingServiceGrpc.ServingServiceImplBase;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.mmp.test.Internal;
import io.mmp.test.gateway.Gateway;
import io.mmp.test.gateway.Lead;
import io.mmp.test.gateway.Leads;
import io.mmp.test.gateway.RefusedException;
import java.net.InetSocketAddress;

/**
 * The address of a feature server for an application that is started once for many tests: each of its requests is answered from the
 * feature store of the test that runs.
 *
 * <p>It answers the Java SDK also where the store is real Feast, whose server does not. A request that it has no store for is refused with
 * status FAILED_PRECONDITION and a sentence, which the application's client shows. Metadata, such as credentials, is not handed on.
 *
 * @since 0.1.0
 */
@Internal
public final class ServingGateway implements Gateway<FeastClient>, AutoCloseable {

    private final LoopbackServer server;
    private final Leads<FeastClient> leads;

    private ServingGateway(LoopbackServer server, Leads<FeastClient> leads) {
        this.server = server;
        this.leads = leads;
    }

    /** Open a gateway on a free port of the loopback for an application that is about to be started. */
    public static ServingGateway open() {
        Leads<FeastClient> leads = ServingGateways.ALL.open();
        return new ServingGateway(LoopbackServer.start(new Forwarding(leads)), leads);
    }

    /** Return where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public AutoCloseable lead(Lead<FeastClient> lead) {
        return leads.lead(lead);
    }

    @Override
    public void close() {
        server.close();
    }

    /** Hands requests on, and answers back, as they are. */
    private static final class Forwarding extends ServingServiceImplBase {

        private final Leads<FeastClient> leads;

        private Forwarding(Leads<FeastClient> leads) {
            this.leads = leads;
        }

        @Override
        public void getFeastServingInfo(
                GetFeastServingInfoRequest request, StreamObserver<GetFeastServingInfoResponse> observer) {
            observer.onNext(GetFeastServingInfoResponse.newBuilder()
                    .setVersion(ServingService.VERSION)
                    .build());
            observer.onCompleted();
        }

        @Override
        public void getOnlineFeatures(
                GetOnlineFeaturesRequest request, StreamObserver<GetOnlineFeaturesResponse> observer) {
            GetOnlineFeaturesResponse response;
            try {
                response = forward(request);
            } catch (RefusedException e) {
                observer.onError(Status.FAILED_PRECONDITION
                        .withDescription(e.getMessage())
                        .asRuntimeException());
                return;
            } catch (StatusRuntimeException e) {
                observer.onError(e);
                return;
            }
            observer.onNext(response);
            observer.onCompleted();
        }

        private GetOnlineFeaturesResponse forward(GetOnlineFeaturesRequest request) throws RefusedException {
            Lead<FeastClient> lead = leads.ofRead("GetOnlineFeatures");
            SdkClient client;
            try {
                client = (SdkClient) lead.target().get(); // that of each feature store is one
            } catch (RuntimeException e) { // what the start of a feature store throws is JUnit's and ours
                throw new RefusedException("The feature store of %s does not answer: %s".formatted(lead.name(), e));
            }
            return client.forward(request);
        }
    }
}
