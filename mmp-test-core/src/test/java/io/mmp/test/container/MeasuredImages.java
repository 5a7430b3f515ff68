package io.mmp.test.container;

/** What benchmarks need that start containers. */
public final class MeasuredImages {

    private MeasuredImages() {}

    /** Tell whether Docker answers and has the images of {@code .ci/images}; print in one line what is not measured where not. */
    public static boolean areThere(String measured, String... images) {
        try {
            DockerEngine docker = DockerEngine.find();
            docker.ping();
            for (String image : images) {
                if (!docker.hasImage(image)) {
                    System.out.printf("%s: not measured, since image %s is not there.%n", measured, image);
                    return false;
                }
            }
            return true;
        } catch (ContainerException e) {
            System.out.printf("%s: not measured. %s%n", measured, e.getMessage());
            return false;
        }
    }
}
