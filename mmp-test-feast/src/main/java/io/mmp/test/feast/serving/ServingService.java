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
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.registry.ServedView;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers {@code feast.serving.ServingService} from an online store, vector by vector as {@code feast listen} 0.67 does. */
final class ServingService extends ServingServiceImplBase {

    static final String VERSION = "mmp-test";

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
                GetFeastServingInfoResponse.newBuilder().setVersion(VERSION).build());
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
        List<FeatureRef> asked = request.hasFeatures()
                ? catalog.references(request.getFeatures().getValList())
                : catalog.service(request.getFeatureService());
        FeatureCatalog.requireDistinct(asked, names);
        Map<ServedView, List<FeatureRef>> features = asked.stream()
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
            List<List<Value>> keys = entities.keys(view);
            catalog.registry().untold(view).ifPresent(untold -> requireNothingOf(untold, keys));
            List<OnlineRow> rows = store.read(view.stored(), columns, keys);
            for (int column = 0; column < columns.size(); column++) {
                vectorNames.addVal(names.of(ofView.get(column)));
                response.addResults(featureVector(rows, column));
            }
        });
        return response.setMetadata(
                        GetOnlineFeaturesResponseMetadata.newBuilder().setFeatureNames(vectorNames))
                .build();
    }

    /** What a project with online versions has stored under the plain name is of an old version. */
    private void requireNothingOf(FeatureView untold, List<List<Value>> keys) {
        if (store.read(untold, List.of(), keys).stream()
                .anyMatch(row -> !row.eventTimestamp().equals(Timestamp.getDefaultInstance()))) {
            throw new FeastException(
                    "The online store has values under '%s', as a project with 'enable_online_feature_view_versioning: true' writes them; without them old values would be served. Say FeatureRegistry.withOnlineVersions()."
                            .formatted(untold.name()));
        }
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
