package io.mmp.test.examples.builds;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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

    /** Take a copy of a project that stands in the resources of the tests, under {@code strangers}. */
    static MavenProject copyOf(String project, Path directory) throws IOException {
        Path source = Path.of("src/test/resources/strangers", project);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(source.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return new MavenProject(directory);
    }

    MavenProject with(String testClass, String source) throws IOException {
        Files.writeString(directory.resolve("src/test/java/" + testClass + ".java"), source);
        return this;
    }

    /** Run {@code mvn test} with these further arguments and return what it printed, with its exit code at the end. */
    String test(String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path repository = PublishedModules.repository(Files.createDirectories(directory.resolve("repository")));
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-ntp", "-Dstyle.color=never", "-Dmaven.repo.local=" + repository, "test"));
        command.addAll(List.of(arguments));
        Process maven = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int code = maven.waitFor();
            return Files.readString(output) + "\nexit code " + code;
        } finally {
            maven.destroyForcibly();
            PublishedModules.keepDownloads(repository);
            PublishedModules.unlink(repository);
        }
    }
}
