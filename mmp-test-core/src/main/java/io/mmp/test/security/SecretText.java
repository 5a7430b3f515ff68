package io.mmp.test.security;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of text, which write passwords in different ways: a value without quotes is one in a configuration and a name in code. */
enum SecretText {
    /** What a program says, such as a log or the body of an error. */
    SAID,
    CONFIGURATION,
    CODE,
    PROSE,
    /** Anything with zeros in it: what providers begin theirs with is looked for alone. */
    BINARY;

    private static final Set<String> CONFIGURATIONS = Set.of(
            "env",
            "yml",
            "yaml",
            "properties",
            "conf",
            "cfg",
            "cnf",
            "config",
            "ini",
            "toml",
            "json",
            "xml",
            "tf",
            "tfvars",
            "tfstate",
            "sh",
            "bash",
            "zsh",
            "profile",
            "service",
            "npmrc",
            "netrc",
            "pgpass",
            "pypirc",
            "dockerfile",
            "credentials",
            "reg",
            "ps1",
            "bat",
            "cmd",
            "hcl",
            "envrc",
            "local",
            "production",
            "j2");
    private static final Set<String> CODES = Set.of(
            "py", "java", "js", "mjs", "cjs", "jsx", "ts", "tsx", "go", "rb", "php", "cs", "scala", "kt", "kts", "rs",
            "c", "cc", "cpp", "h", "hpp", "swift", "m", "groovy", "gradle", "sql", "r", "pl", "lua", "ex", "dart",
            "ipynb", "vue", "css", "map", "lock", "svg");
    private static final Pattern CAPITALS = Pattern.compile("[A-Z][A-Z0-9_-]*");
    private static final Set<String> LOCKED = Set.of("package-lock.json", "npm-shrinkwrap.json", "composer.lock");

    static SecretText ofFile(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        String lower = name.toLowerCase(Locale.ROOT);
        String ending = lower.substring(lower.lastIndexOf('.') + 1);
        if (LOCKED.contains(lower)) {
            return CODE;
        }
        if (lower.startsWith(".env") || lower.startsWith("dockerfile") || CONFIGURATIONS.contains(ending)) {
            return CONFIGURATION;
        }
        if (CODES.contains(ending)) {
            return CODE;
        }
        if (ending.equals("log") || ending.equals("out")) {
            return SAID;
        }
        // Without an ending: scripts and what stands in /etc, but neither LICENSE nor README.
        boolean isBare = !lower.contains(".") && !CAPITALS.matcher(name).matches();
        return isBare || lower.startsWith(".") ? CONFIGURATION : PROSE;
    }
}
