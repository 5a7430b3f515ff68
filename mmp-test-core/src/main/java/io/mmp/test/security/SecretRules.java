package io.mmp.test.security;

import io.mmp.test.security.SecretRule.Judge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Knows secrets by what is sure to be one: what providers begin theirs with, keys in PEM, and passwords in URLs and headers. Nothing is found by its entropy: hashes, UUIDs and images have as much. */
final class SecretRules {

    static final String PRIVATE_KEY = "a private key";

    private static final Judge ISSUED = (value, kind) -> SecretValues.isIssued(value);
    private static final Judge RANDOM = (value, kind) -> SecretValues.isIssuedAtRandom(value);
    private static final Judge SAID = (value, kind) -> kind == SecretText.SAID && SecretValues.isSaid(value);

    /** In a URL of a configuration anything but a placeholder is a password, in others what is no sample. */
    private static final Judge PASSWORD = (value, kind) -> switch (kind) {
        case SAID -> SecretValues.isSaid(value);
        case CONFIGURATION -> SecretValues.isSet(value);
        case CODE, PROSE, BINARY -> SecretValues.isReal(value);
    };

    private static final Pattern KEY_DATA = Pattern.compile("[A-Za-z0-9+/=]{40}");
    private static final Judge KEY =
            (value, kind) -> kind == SecretText.SAID || (KEY_DATA.matcher(value).find() && !value.contains("EXAMPLE"));

    private static final Judge HASH = (value, kind) -> kind == SecretText.CONFIGURATION && SecretValues.isIssued(value);

    private static final String BEFORE = "(?<![A-Za-z0-9])";
    private static final String BEFORE_WORDS = "(?<![A-Za-z0-9_-])";
    private static final String AFTER = "(?![A-Za-z0-9])";

    private static final List<SecretRule> ALL = all();

    private SecretRules() {}

    static List<SecretRule> list() {
        return ALL;
    }

    private static List<SecretRule> all() {
        List<SecretRule> rules = new ArrayList<>();
        rules.add(rule(
                PRIVATE_KEY,
                "-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\\s\\\\:,.\"'\u00a0()<>@]{0,8192}+(?:-(?!----)[A-Za-z0-9+/=\\s\\\\:,.\"']{0,8192}+){0,6}+(?:-----END [A-Z0-9 ]{3,60}-----)?",
                KEY,
                "-----begin"));
        rules.add(rule(
                "a key of AWS",
                BEFORE + "(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}" + AFTER,
                ISSUED,
                "akia",
                "asia",
                "abia",
                "acca"));
        rules.add(issued("a token of GitHub", "gh[pousr]_[A-Za-z0-9]{36,255}", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"));
        rules.add(issued("a token of GitHub", "github_pat_[A-Za-z0-9_]{50,255}", "github_pat_"));
        rules.add(issued(
                "a token of GitLab",
                "gl(?:pat|dt|rt|cbt|ptt|agent|ft|soat)-[A-Za-z0-9_-]{20,64}",
                "glpat-",
                "gldt-",
                "glrt-",
                "glcbt-",
                "glptt-",
                "glagent-",
                "glft-",
                "glsoat-"));
        rules.add(rule("a token of Slack", BEFORE + "xox[abeoprs]-[A-Za-z0-9-]{10,255}", RANDOM, "xox"));
        rules.add(issued("a token of Slack", "xapp-\\d-[A-Z0-9]{5,20}-\\d{5,20}-[a-z0-9]{20,100}", "xapp-"));
        rules.add(issued(
                "a webhook of Slack",
                "hooks\\.slack\\.com/(?:services|workflows|triggers)/([A-Za-z0-9+/]{43,60})",
                "hooks.slack.com/"));
        rules.add(issued(
                "a key of Stripe",
                "[rs]k_(?:live|test|prod)_[A-Za-z0-9]{16,255}",
                "sk_live_",
                "sk_test_",
                "sk_prod_",
                "rk_live_",
                "rk_test_",
                "rk_prod_"));
        rules.add(words("a key of Anthropic", "sk-ant-[A-Za-z0-9_-]{20,255}", "sk-ant-"));
        rules.add(words("a key of OpenAI", "sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{32,255}", "sk-"));
        rules.add(issued("a key of Google", "AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])", "aiza"));
        rules.add(issued("a secret of Google", "GOCSPX-[0-9A-Za-z_-]{28}(?![0-9A-Za-z_-])", "gocspx-"));
        rules.add(issued("a token of Google", "ya29\\.[0-9A-Za-z_-]{30,400}", "ya29."));
        rules.add(issued(
                "a token of Hugging Face",
                "(?:hf|api_org)_[A-Za-z]{0,40}[A-Za-z0-9]{30,64}" + AFTER,
                "hf_",
                "api_org_"));
        rules.add(issued("a token of npm", "npm_[A-Za-z0-9]{36}" + AFTER, "npm_"));
        rules.add(issued("a token of PyPI", "pypi-AgE[A-Za-z0-9_-]{20,255}", "pypi-age"));
        rules.add(issued("a key of SendGrid", "SG\\.[A-Za-z0-9_-]{20,24}\\.[A-Za-z0-9_-]{39,50}", "sg."));
        rules.add(issued(
                "a key of Azure",
                "(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/=]{40,100})",
                "accountkey=",
                "sharedaccesskey="));
        rules.add(issued("a token of Databricks", "dapi[a-f0-9]{32}(?:-\\d)?" + AFTER, "dapi"));
        rules.add(
                issued("a token of DigitalOcean", "do[opr]_v1_[a-f0-9]{64}" + AFTER, "dop_v1_", "doo_v1_", "dor_v1_"));
        rules.add(issued("a token of Docker Hub", "dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,40}", "dckr_pat_", "dckr_oat_"));
        rules.add(issued("a token of Grafana", "gl(?:sa|c)_[A-Za-z0-9+/=_]{32,400}", "glsa_", "glc_"));
        rules.add(issued("a token of Vault", "hv[sb]\\.[A-Za-z0-9_-]{24,400}", "hvs.", "hvb."));
        rules.add(issued("a token of Terraform", "[A-Za-z0-9]{0,14}\\.atlasv1\\.[A-Za-z0-9_-]{60,70}", ".atlasv1."));
        rules.add(issued("a key of age", "AGE-SECRET-KEY-1[0-9A-Z]{58}" + AFTER, "age-secret-key-1"));
        rules.add(issued(
                "a token of Shopify",
                "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}" + AFTER,
                "shpat_",
                "shpca_",
                "shppa_",
                "shpss_"));
        rules.add(issued("a key of Groq", "gsk_[A-Za-z0-9]{48,56}" + AFTER, "gsk_"));
        rules.add(issued("a token of Replicate", "r8_[A-Za-z0-9]{37}" + AFTER, "r8_"));
        rules.add(issued("a key of Pinecone", "pcsk_[A-Za-z0-9_]{40,90}", "pcsk_"));
        rules.add(issued("a key of LangSmith", "lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}", "lsv2_"));
        rules.add(issued("a key of Perplexity", "pplx-[A-Za-z0-9]{48}" + AFTER, "pplx-"));
        rules.add(issued("a key of New Relic", "NRAK-[A-Z0-9]{27}" + AFTER, "nrak-"));
        rules.add(issued("a key of Postman", "PMAK-[a-f0-9]{24}-[a-f0-9]{34}" + AFTER, "pmak-"));
        rules.add(issued("a key of Mailgun", "key-[0-9a-f]{32}" + AFTER, "key-"));
        rules.add(rule("a key of Twilio", BEFORE_WORDS + "SK[0-9a-f]{32}" + AFTER, RANDOM, "sk"));
        rules.add(rule("a token of Telegram", "(?<=[0-9]{8,10}):AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])", RANDOM, ":aa"));
        rules.add(rule(
                "a secret of Azure",
                "(?<=[A-Za-z0-9~_.-]{3})8Q~[A-Za-z0-9~_.-]{31,34}(?![A-Za-z0-9~_-])",
                ISSUED,
                "8q~"));
        rules.add(rule(
                "a JSON web token",
                BEFORE + "eyJ[A-Za-z0-9_-]{8,2048}\\.eyJ[A-Za-z0-9_-]{8,4096}\\.[A-Za-z0-9_-]{8,1024}",
                ISSUED,
                "eyj"));
        rules.add(rule(
                "a password in a URL",
                "(?<=[a-zA-Z0-9+.-])://[^\\s:/@\"'<>]{0,100}:([^\\s/@\"'<>]{1,200})@",
                PASSWORD,
                "://"));
        rules.add(rule(
                "a password in a URL",
                "\\bjdbc:[^\\s\"'<>]{1,500}?[?&;](?i:password|pwd)=([^&;\\s\"'<>]{1,200})",
                PASSWORD,
                "jdbc:"));
        rules.add(rule(
                "credentials in a header",
                "(?i)authorization\\\\?[\"']?\\s{0,4}[:=,]\\s{0,4}\\\\?[\"']?(?:basic|bearer|token)\\s{1,4}([A-Za-z0-9+/=._~-]{8,4096})",
                (value, kind) ->
                        kind == SecretText.SAID ? SecretValues.isSaid(value) : SecretValues.isIssuedAtRandom(value),
                "authorization"));
        rules.add(rule("a line of a password file", "\\broot:[x*!]?[^:\\s]{0,120}:0:0:[^\\s]{0,80}", SAID, "root:"));
        rules.add(rule(
                "a hash of a password",
                "(?<=[a-z0-9_-]):(\\$(?:y|6|5|1|apr1|2[aby]|7)\\$[^:\\s]{20,200})",
                HASH,
                ":$"));
        return List.copyOf(rules);
    }

    private static SecretRule issued(String name, String pattern, String... keywords) {
        return rule(name, BEFORE + pattern, ISSUED, keywords);
    }

    private static SecretRule words(String name, String pattern, String... keywords) {
        return rule(name, BEFORE_WORDS + pattern, RANDOM, keywords);
    }

    private static SecretRule rule(String name, String pattern, Judge judge, String... keywords) {
        return new SecretRule(name, Arrays.asList(keywords), Pattern.compile(pattern), judge);
    }
}
