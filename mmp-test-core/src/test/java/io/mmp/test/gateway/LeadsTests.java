package io.mmp.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

class LeadsTests {

    private final Gateways<String> gateways = Gateways.of("Product", "@IsolatedProduct", "thing");
    private final Lead<String> first = lead("class/a");
    private final Lead<String> second = lead("class/b");

    private static Lead<String> lead(String place) {
        return new Lead<>(place, "test of " + place, () -> "target of " + place);
    }

    @Test
    void a_request_is_of_the_test_that_runs() throws Exception {
        Leads<String> leads = gateways.open();
        AutoCloseable end = leads.lead(first);
        assertThat(leads.ofRead("GET /").target().get()).isEqualTo("target of class/a");
        end.close();
        leads.lead(second);
        assertThat(leads.ofRead("GET /").target().get()).isEqualTo("target of class/b");
    }

    @Test
    void two_applications_know_nothing_of_each_other() throws Exception {
        Leads<String> one = gateways.open();
        Leads<String> other = gateways.open();
        one.lead(first);
        other.lead(second);
        assertThat(one.ofWrite("POST /").place()).isEqualTo("class/a");
        assertThat(other.ofWrite("POST /").place()).isEqualTo("class/b");
    }

    @Test
    void what_lies_inside_comes_first_and_what_only_begins_alike_does_not() throws Exception {
        Leads<String> leads = gateways.open();
        leads.lead(lead("class"));
        leads.lead(first);
        assertThat(leads.ofRead("GET /").place()).isEqualTo("class/a");
        leads.lead(lead("class/ab"));
        assertThatThrownBy(() -> leads.ofRead("GET /"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "These run at once and share an application, but have a thing each, so that nobody can tell which of them GET / is for: test of class, test of class/a, test of class/ab. Run them one after another, such as by @ResourceLock(\"product\") on each, or give each an application context of its own, such as by @TestPropertySource(properties = \"context=of this class\").");
    }

    @Test
    void a_request_of_no_test_is_refused() throws Exception {
        Leads<String> leads = gateways.open();
        assertThatThrownBy(() -> leads.ofRead("GET /"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "The application sent GET / while its context started, before the first test method, which is the first to have a thing. Use @IsolatedProduct(scope = CLASS), and write it before the annotations of Spring.");
        leads.lead(first).close();
        assertThatThrownBy(() -> leads.ofRead("GET /"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "The application sent GET / between two tests, when no test has a thing. Let it end what it does before the test ends, or use @IsolatedProduct(scope = CLASS).");
    }

    @Test
    void a_request_before_the_first_test_is_of_the_class_that_was_announced() throws Exception {
        Leads<String> leads = gateways.open();
        AutoCloseable end = gateways.announce(first);
        assertThat(leads.ofRead("GET /").place()).isEqualTo("class/a");
        end.close();
        assertThat(gateways.announced()).isEmpty();
    }

    @Test
    void an_application_that_is_started_for_a_test_leads_to_what_it_has() throws Exception {
        Leads<String> leads = gateways.starting(first, gateways::open);
        assertThat(leads.ofRead("GET /").place()).isEqualTo("class/a");
        assertThatThrownBy(() -> gateways.open().ofRead("GET /")).isInstanceOf(RefusedException.class);
    }

    @Test
    void what_is_written_at_the_start_keeps_the_application_from_another_test() throws Exception {
        Leads<String> reading = gateways.starting(first, gateways::open);
        reading.ofRead("GET /");
        reading.lead(second);

        Leads<String> writing = gateways.starting(first, gateways::open);
        writing.ofWrite("POST /a");
        writing.ofWrite("POST /b");
        writing.lead(first).close();
        assertThatThrownBy(() -> writing.lead(second))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage(
                        "The application writes to Product while its context starts (POST /a): the thing of test of class/a has that, and the one of test of class/b, for which the context was kept, has not. Start the context anew for each thing: add @DirtiesContext to classes with @IsolatedProduct(scope = CLASS), or else @DirtiesContext(classMode = AFTER_EACH_TEST_METHOD).");
    }

    @Test
    void what_is_written_once_the_application_has_started_does_not() throws Exception {
        Leads<String> leads = gateways.starting(first, gateways::open);
        gateways.started();
        AutoCloseable announced = gateways.announce(first);
        leads.ofWrite("POST /");
        announced.close();
        leads.lead(second);
        assertThat(leads.ofWrite("POST /").place()).isEqualTo("class/b");
    }
}
