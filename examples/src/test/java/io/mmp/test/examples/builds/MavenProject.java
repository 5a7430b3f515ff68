package io.mmp.test.examples.builds;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A small project of somebody else, with tests that depend on this library first, as the README says. */
final class MavenProject {

    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>stranger</groupId><artifactId>stranger</artifactId><version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>%s</dependencies>
              <build><plugins>
                <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
                <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.15.0</version></plugin>
                <plugin><artifactId>maven-surefire-plugin</artifactId><version>%s</version><configuration>
                  <runOrder>alphabetical</runOrder><trimStackTrace>true</trimStackTrace>
                </configuration></plugin>
              </plugins></build>
            </project>
            """;

    private final Path directory;

    private MavenProject(Path directory) {
        this.directory = directory;
    }

    /** Write the project with these test dependencies, {@code group:artifact:version}, in this order. */
    static MavenProject in(Path directory, String surefire, String... dependencies) throws IOException {
        String all = Arrays.stream(dependencies)
                .map(dependency -> dependency.split(":", -1))
                .map(part ->
                        "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><scope>test</scope></dependency>"
                                .formatted(part[0], part[1], part[2]))
                .collect(joining());
        Files.writeString(directory.resolve("pom.xml"), POM.formatted(all, surefire));
        Files.createDirectories(directory.resolve("src/test/java"));
        return new MavenProject(directory);
    }

    MavenProject with(String testClass, String source) throws IOException {
        Files.writeString(directory.resolve("src/test/java/" + testClass + ".java"), source);
        return this;
    }

    /** Run {@code mvn test} and return what it printed, with its exit code at the end. */
    String test() throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path repository = PublishedModules.repository(Files.createDirectories(directory.resolve("repository")));
        Process maven = new ProcessBuilder(
                        "mvn", "-B", "-ntp", "-Dstyle.color=never", "-Dmaven.repo.local=" + repository, "test")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int code = maven.waitFor();
            return Files.readString(output) + "\nexit code " + code;
        } finally {
            maven.destroyForcibly();
            PublishedModules.unlink(repository);
        }
    }
}
