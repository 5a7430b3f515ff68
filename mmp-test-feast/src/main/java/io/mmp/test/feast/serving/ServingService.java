package io.mmp.test.feast.serving;

import com.google.protobuf.Timestamp;
import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoRequest;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse.FeatureVector;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponseMetadata;
import feast.proto.serving.ServingServiceGrpc.ServingServiceImplBase;
import feast.proto.types.ValueProto.Value;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.mmp.test.feast.FeastException;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.view.FeatureView;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers {@code feast.serving.ServingService} from an online store, vector by vector as {@code feast listen} 0.67 does. */
final class ServingService extends ServingServiceImplBase {

    private final Supplier<FeatureRegistry> registry;
    private final OnlineStore store;

    ServingService(Supplier<FeatureRegistry> registry, OnlineStore store) {
        this.registry = registry;
        this.store = store;
    }

    @Override
    public void getFeastServingInfo(
            GetFeastServingInfoRequest request, StreamObserver<GetFeastServingInfoResponse> observer) {
        observer.onNext(
                GetFeastServingInfoResponse.newBuilder().setVersion("mmp-test").build());
        observer.onCompleted();
    }

    @Override
    public void getOnlineFeatures(
            GetOnlineFeaturesRequest request, StreamObserver<GetOnlineFeaturesResponse> observer) {
        try {
            observer.onNext(answer(request));
            observer.onCompleted();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        } catch (IllegalArgumentException e) {
            observer.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
        } catch (FeastException e) {
            observer.onError(Status.UNAVAILABLE
                    .withDescription(e.getMessage())
                    .withCause(e)
                    .asRuntimeException());
        }
    }

    private GetOnlineFeaturesResponse answer(GetOnlineFeaturesRequest request) {
        FeatureCatalog catalog = new FeatureCatalog(registry.get());
        FeatureNames names = request.getFullFeatureNames() ? FeatureNames.FULL : FeatureNames.SHORT;
        List<String> references = request.hasFeatures()
                ? request.getFeatures().getValList()
                : catalog.service(request.getFeatureService());
        Map<FeatureView, List<FeatureRef>> features = catalog.resolve(references, names).stream()
                .collect(Collectors.groupingBy(FeatureRef::view, LinkedHashMap::new, Collectors.toList()));
        EntityColumns entities = new EntityColumns(request.getEntitiesMap());
        entities.requireKeysOf(features.keySet());

        FeatureList.Builder vectorNames = FeatureList.newBuilder();
        GetOnlineFeaturesResponse.Builder response = GetOnlineFeaturesResponse.newBuilder();
        entities.all().forEach((name, values) -> {
            vectorNames.addVal(name);
            response.addResults(entityVector(values));
        });
        features.forEach((view, ofView) -> {
            List<String> columns = ofView.stream().map(FeatureRef::feature).toList();
            List<OnlineRow> rows = store.read(view, columns, entities.keys(view));
            for (int column = 0; column < columns.size(); column++) {
                vectorNames.addVal(names.of(ofView.get(column)));
                response.addResults(featureVector(rows, column));
            }
        });
        return response.setMetadata(
                        GetOnlineFeaturesResponseMetadata.newBuilder().setFeatureNames(vectorNames))
                .build();
    }

    private static FeatureVector entityVector(List<Value> values) {
        return FeatureVector.newBuilder()
                .addAllValues(values)
                .addAllStatuses(Collections.nCopies(values.size(), FieldStatus.PRESENT))
                .addAllEventTimestamps(Collections.nCopies(values.size(), Timestamp.getDefaultInstance()))
                .build();
    }

    private static FeatureVector featureVector(List<OnlineRow> rows, int column) {
        FeatureVector.Builder vector = FeatureVector.newBuilder();
        for (OnlineRow row : rows) {
            vector.addValues(row.values().get(column))
                    .addStatuses(FieldStatuses.of(row.status()))
                    .addEventTimestamps(row.eventTimestamp());
        }
        return vector.build();
    }
}
