package shop;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("mlflow")
public record MlflowSettings(URI trackingUri) {}
