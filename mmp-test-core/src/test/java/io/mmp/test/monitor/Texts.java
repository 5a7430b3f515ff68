package io.mmp.test.monitor;

import java.util.List;

/** Texts of both formats, sound and broken, to be read by us and by others. */
final class Texts {

    /** The sound ones of Prometheus' format. */
    static final List<String> SOUND = List.of(
            "",
            "\n\n",
            "a 1\n",
            "a 1 1700000000000\n",
            "a -1.5e-3 -7\n",
            "a NaN\na2 +Inf\na3 -Inf\na4 inf\na5 Infinity\na6 nan\n",
            "a{} 1\n",
            "a{b=\"c\",} 1\n",
            "a { b = \"c\" , d = \"e\" } 1\n",
            "\t a{b=\"c\"}1\n",
            "a{b=\"x\\\\y\\\"z\\nw, } 한국어 😀\"} 1\n",
            "# a comment\n#\n# HELP\n#HELP a b\n# EOF\na 1\n",
            "# HELP a What\\nit \\\\ means \"so\"\n# TYPE a counter\na 1\na{b=\"c\"} 2\n",
            "# TYPE a untyped\na 1\n# HELP b\n# TYPE b gauge\nb 1\n",
            "# TYPE h histogram\nh_bucket{le=\"0.1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 3\nh_count 2\n",
            "# TYPE h histogram\nh_bucket{m=\"a\",le=\"+Inf\"} 2\nh_bucket{m=\"b\",le=\"+Inf\"} 3\nh_sum{m=\"a\"} 3\nh_count{m=\"a\"} 2\nh_sum{m=\"b\"} 3\nh_count{m=\"b\"} 3\n",
            "# TYPE s summary\ns{quantile=\"0.5\"} NaN\ns_sum 0\ns_count 0\n",
            "# TYPE a counter\n# TYPE b gauge\nb 1\n");

    /** The broken ones of Prometheus' format that each reader refuses. */
    static final List<String> BROKEN = List.of(
            "a\n",
            "a \n",
            "a 1 \n",
            "a 1 2 \n",
            "a b\n",
            "a 1 b\n",
            "a 1 1.5\n",
            "a 1 2 3\n",
            "1a 1\n",
            "a-b 1\n",
            "a{b} 1\n",
            "a{b=c} 1\n",
            "a{b=\"c} 1\n",
            "a{b=\"c\" 1\n",
            "a{b=\"c\"d=\"e\"} 1\n",
            "a{b-c=\"d\"} 1\n",
            "a{1b=\"c\"} 1\n",
            "a{,} 1\n",
            "a{b=\"c\",,} 1\n",
            "a{b=\"\\x\"} 1\n",
            "a 1_000\n",
            "a 0x1p3\n",
            "a 1e999\n",
            "# TYPE a number\na 1\n",
            "# TYPE a gauge\n# TYPE a gauge\na 1\n",
            "a 1\n# TYPE a gauge\n",
            "# HELP a b\n# HELP a c\na 1\n",
            "# HELP a \\x\na 1\n",
            "# TYPE h histogram\nh_bucket{le=\"x\"} 1\n",
            "# TYPE s summary\ns{quantile=\"x\"} 1\n",
            "a{__name__=\"b\"} 1\n",
            "a{b=\"c\",b=\"d\"} 1\n",
            "a 1");

    /** The sound ones of OpenMetrics. */
    static final List<String> SOUND_OPENMETRICS = List.of(
            "# EOF\n",
            "# EOF",
            "a 1\n# EOF\n",
            "# TYPE a counter\n# HELP a Help \\\"so\\\" \\\\ \\n.\na_total 1\na_created 1.7e9\n# EOF\n",
            "# TYPE a_seconds counter\n# UNIT a_seconds seconds\na_seconds_total 1 1.5\n# EOF\n",
            "# TYPE a counter\na_total{b=\"c\"} 1 # {trace_id=\"x\"} 0.5 1.25\na_total{b=\"d\"} 2 3.5 # {} 1\n# EOF\n",
            "# TYPE h histogram\nh_bucket{le=\"0.1\"} 1 # {t=\"x\"} 0.05\nh_bucket{le=\"+Inf\"} 2\nh_count 2\nh_sum 3\nh_created 1\n# EOF\n",
            "# TYPE g gaugehistogram\ng_bucket{le=\"1.0\"} 1\ng_bucket{le=\"+Inf\"} 2\ng_gcount 2\ng_gsum 3\n# EOF\n",
            "# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_count 3\ns_sum 4\n# EOF\n",
            "# TYPE i info\ni_info{version=\"1\"} 1\n# EOF\n",
            "# TYPE st stateset\nst{st=\"on\"} 1\nst{st=\"off\"} 0\n# EOF\n",
            "# TYPE u unknown\nu{a=\"한국어\"} NaN\n# EOF\n",
            "# TYPE a gauge\na 1 1\na 2 2\n# EOF\n");

    /** The broken ones of OpenMetrics that each reader refuses. */
    static final List<String> BROKEN_OPENMETRICS = List.of(
            "",
            "a 1\n",
            "a 1",
            "# EOF\na 1\n",
            "# EOF\n\n",
            "\n# EOF\n",
            "# a comment\n# EOF\n",
            " a 1\n# EOF\n",
            "a  1\n# EOF\n",
            "a 1 \n# EOF\n",
            "a\t1\n# EOF\n",
            "a{b=\"c\"}1\n# EOF\n",
            "a 1 x\n# EOF\n",
            "a 1 NaN\n# EOF\n",
            "# TYPE a counter\na 1\n# EOF\n",
            "# TYPE a counter\na_total -1\n# EOF\n",
            "# TYPE a counter\na_total NaN\n# EOF\n",
            "# TYPE a counter\n# TYPE a counter\n# EOF\n",
            "# TYPE a number\n# EOF\n",
            "# TYPE a untyped\n# EOF\n",
            "# TYPE a Counter\n# EOF\n",
            "a 1\n# HELP a b\n# EOF\n",
            "# UNIT a seconds\n# EOF\n",
            "# TYPE a gauge\na 1 # {t=\"x\"} 1\n# EOF\n",
            "# TYPE a counter\na_total 1 # t 1\n# EOF\n",
            "# TYPE a counter\na_total 1 # {t=\"" + "x".repeat(128) + "\"} 1\n# EOF\n",
            "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\na{c=\"d\"} 1\n# EOF\n",
            "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_count 1\nh_sum 1\n# EOF\n",
            "# TYPE h histogram\nh_bucket 1\n# EOF\n",
            "# TYPE h histogram\nh_bucket{le=\"x\"} 1\n# EOF\n",
            "# TYPE h histogram\nh_bucket{le=\"1\"} 3\nh_bucket{le=\"+Inf\"} 2\nh_count 2\nh_sum 1\n# EOF\n",
            "# TYPE h histogram\nh_bucket{le=\"2\"} 1\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\n# EOF\n",
            "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 2\nh_count 3\nh_sum 1\n# EOF\n",
            "# TYPE s summary\ns{quantile=\"2\"} 1\n# EOF\n",
            "# TYPE i info\ni_info 2\n# EOF\n",
            "# TYPE st stateset\nst{st=\"on\"} 2\n# EOF\n",
            "# TYPE st stateset\nst 1\n# EOF\n",
            "# TYPE a gauge\na 1 2\na 1 1\n# EOF\n",
            "a{b=\"c\",b=\"d\"} 1\n# EOF\n",
            "# TYPE a counter\na_total 1\n# TYPE a_created gauge\na_created 1\n# EOF\n",
            "a 1_0\n# EOF\n");

    private Texts() {}
}
