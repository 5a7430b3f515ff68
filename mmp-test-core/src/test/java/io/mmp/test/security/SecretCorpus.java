package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Files with secrets in them, and files that only look as if. All is made from a seed, so that nothing that looks like a secret stands in the repository.
 *
 * @param planted secrets, by the files that they stand in; {@code directory/secret} and {@code directory/bait} have the files
 */
record SecretCorpus(Path directory, Map<String, String> planted) {

    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String HEX = DIGITS + "abcdef";
    private static final String LETTERS = UPPER + UPPER.toLowerCase(Locale.ROOT) + DIGITS;

    static SecretCorpus write(Path directory, long seed) throws IOException {
        Writer writer = new Writer(directory, new Random(seed), new LinkedHashMap<>());
        writer.provided();
        writer.configured();
        writer.wrapped();
        writer.bait();
        return new SecretCorpus(directory, writer.planted);
    }

    private record Writer(Path directory, Random random, Map<String, String> planted) {

        private String of(String alphabet, int length) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            return text.toString();
        }

        private byte[] bytes(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        private String base64(int length) {
            return Base64.getEncoder().encodeToString(bytes(length));
        }

        /** A password as people choose them, with a digit and a sign. */
        private String password() {
            return of("bdfghklmnprst", 1)
                    + of("aeiou", 1)
                    + of("BDFGKLMNPRST", 2)
                    + of("aeiou", 1)
                    + of("bdfgklmnprst", 3)
                    + of("23456789", 2)
                    + of("!#+_-", 1)
                    + of("bcdfg", 2);
        }

        private void plant(String file, String before, String secret, String after) throws IOException {
            plant(file, before, secret, after, UTF_8);
        }

        private void plant(String file, String before, String secret, String after, Charset charset)
                throws IOException {
            write("secret/" + file, before + secret + after, charset);
            planted.put(file, secret);
        }

        private void write(String file, String text, Charset charset) throws IOException {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text, charset);
        }

        private void bait(String file, String text) throws IOException {
            write("bait/" + file, text, UTF_8);
        }

        private void provided() throws IOException {
            plant(
                    "aws/main.py",
                    "import boto3\nclient = boto3.client('s3', aws_access_key_id='",
                    "AKIA" + of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
                    "')\n");
            plant(
                    "aws/credentials",
                    "[default]\nregion = eu-central-1\naws_secret_access_key = ",
                    of(LETTERS + "+/", 40),
                    "\n");
            plant(
                    "github/deploy.sh",
                    "#!/bin/sh\ngit clone https://x-access-token:$T@github.com/a/b\nT=",
                    "ghp" + "_" + of(LETTERS, 36),
                    "\n");
            plant(
                    "github/fine.md",
                    "Use the token `",
                    "github" + "_pat_" + of(LETTERS, 22) + "_" + of(LETTERS, 59),
                    "` for CI.\n");
            plant("gitlab/ci.yml", "variables:\n  TOKEN: ", "glpat" + "-" + of(LETTERS, 20), "\n");
            plant(
                    "slack/notify.js",
                    "const client = new WebClient('",
                    "xoxb" + "-" + of(DIGITS, 12) + "-" + of(DIGITS, 12) + "-" + of(LETTERS, 24),
                    "');\n");
            plant("stripe/Pay.java", "  Stripe.apiKey = \"", "sk" + "_live_" + of(LETTERS, 24), "\";\n");
            plant(
                    "google/maps.html",
                    "<script src=\"https://maps.googleapis.com/maps/api/js?key=",
                    "AIza" + of(LETTERS, 35),
                    "\"></script>\n");
            plant(
                    "hf/train.ipynb",
                    "{\"cells\": [{\"source\": [\"login(token=\\\"",
                    "hf" + "_" + of(UPPER + UPPER.toLowerCase(Locale.ROOT), 34),
                    "\\\")\"]}]}\n");
            plant("npm/.npmrc", "//registry.npmjs.org/:_authToken=", "npm" + "_" + of(LETTERS, 36), "\n");
            plant(
                    "pypi/.pypirc",
                    "[pypi]\nusername = __token__\npassword = ",
                    "pypi" + "-AgEIcHlwaS5vcmc" + of(LETTERS + "_-", 80),
                    "\n");
            plant(
                    "sendgrid/Mail.cs",
                    "var client = new SendGridClient(\"",
                    "SG" + "." + of(LETTERS, 22) + "." + of(LETTERS, 43),
                    "\");\n");
            plant(
                    "databricks/job.json",
                    "{\"host\": \"https://adb.net\", \"token\": \"",
                    "dapi" + of(HEX, 32),
                    "\"}\n");
            plant(
                    "openai/app.py",
                    "client = OpenAI(api_key=\"",
                    "sk-" + "proj-" + of(LETTERS, 74) + "T3Blbk" + "FJ" + of(LETTERS, 74),
                    "\")\n");
            plant("anthropic/app.ts", "const key = '", "sk-" + "ant-api03-" + of(LETTERS, 93) + "AA", "';\n");
            plant(
                    "jwt/trace.log",
                    "GET /me token=",
                    "eyJ" + base64Json("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + ".eyJ"
                            + base64Json("{\"sub\":\"%s\",\"iat\":1700000000}".formatted(of(DIGITS, 8))) + "."
                            + of(LETTERS, 43),
                    " 200\n");
            plant("pem/server.key", "", pem("RSA PRIVATE KEY", 1190), "\n");
            plant(
                    "pem/deploy.yaml",
                    "tls:\n  key: |\n    ",
                    pem("PRIVATE KEY", 138).replace("\n", "\n    "),
                    "\n");
            plant(
                    "gcp/key.json",
                    "{\"type\": \"service_account\", \"private_key\": \"",
                    pem("PRIVATE KEY", 1200).replace("\n", "\\n"),
                    "\\n\"}\n");
            plant("vault/run.sh", "export VAULT_TOKEN=", "hvs" + "." + of(LETTERS, 90), "\n");
        }

        private static String base64Json(String json) {
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
            return text.substring(3);
        }

        private String pem(String label, int length) {
            return "-----BEGIN " + label + "-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes(length))
                    + "\n-----END " + label + "-----";
        }

        private void configured() throws IOException {
            plant("env/app.env", "# settings\nPOSTGRES_USER=app\nPOSTGRES_PASSWORD=", password(), "\nPORT=8080\n");
            plant("env/compose.yml", "services:\n  db:\n    environment:\n      PGPASSWORD: ", password(), "\n");
            plant(
                    "spring/application.properties",
                    "spring.datasource.url=jdbc:postgresql://db/app\nspring.datasource.password=",
                    password(),
                    "\n");
            plant(
                    "k8s/deployment.yaml",
                    "        env:\n        - name: DB_PASSWORD\n          value: \"",
                    password(),
                    "\"\n");
            plant("maven/settings.xml", "<server><id>a</id><password>", password(), "</password></server>\n");
            plant("url/alembic.ini", "sqlalchemy.url = postgresql://app:", password(), "@db:5432/app\n");
            plant("url/settings.py", "DATABASE = 'mysql://app:", password(), "@db.prod/app'\n");
            plant("code/Client.java", "  private static final String API_KEY = \"", of(LETTERS, 32), "\";\n");
            plant("code/client.go", "var clientSecret = \"", of(LETTERS, 40), "\"\n");
            plant("docker/Dockerfile", "FROM debian\nENV REDIS_PASSWORD=", password(), "\nCMD redis-server\n");
            plant("terraform/prod.tfvars", "db_password = \"", password(), "\"\n");
        }

        private void wrapped() throws IOException {
            String secret = password();
            write(
                    "secret/k8s/secret.yaml",
                    "apiVersion: v1\ndata:\n  db-login: %s\nkind: Secret\nmetadata:\n  name: db\n"
                            .formatted(Base64.getEncoder().encodeToString(secret.getBytes(UTF_8))),
                    UTF_8);
            planted.put("k8s/secret.yaml", secret);
            String token = "ghp" + "_" + of(LETTERS, 36);
            write(
                    "secret/base64/config.txt",
                    "payload: "
                            + Base64.getEncoder().encodeToString(("token " + token + " of the robot").getBytes(UTF_8))
                            + "\n",
                    UTF_8);
            planted.put("base64/config.txt", token);
            plant("wide/export.reg", "Windows Registry Editor\r\n\"Password\"=\"", password(), "\"\r\n", UTF_16);
        }

        private void bait() throws IOException {
            StringBuilder lock = new StringBuilder("{\"packages\": {\n");
            StringBuilder sums = new StringBuilder();
            StringBuilder ids = new StringBuilder("id,key,token\n");
            for (int i = 0; i < 40; i++) {
                lock.append(
                        "\"p%s\": {\"resolved\": \"https://registry.npmjs.org/p/-/p-1.tgz\", \"integrity\": \"sha512-%s\"},\n"
                                .formatted(i, base64(64)));
                sums.append(of(HEX, 64)).append("  file-").append(i).append(".bin\n");
                ids.append(i)
                        .append(',')
                        .append(new UUID(random.nextLong(), random.nextLong()))
                        .append(',')
                        .append(of(HEX, 40))
                        .append('\n');
            }
            bait("package-lock.json", lock.append("}}\n").toString());
            bait("SHA256SUMS", sums.toString());
            bait("ids.csv", ids.toString());
            bait("go.sum", "golang.org/x/net v0.1.0 h1:" + base64(32) + "\n");
            bait("logo.html", "<img src=\"data:image/png;base64," + base64(6000) + "\">\n");
            bait("cosign.pub", CosignSigner.generate().key().pem());
            bait("id_ed25519.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5" + of(LETTERS, 48) + " me@host\n");
            bait("cert.pem", pem("CERTIFICATE", 900));
            bait(
                    ".env.sample",
                    "DB_PASSWORD=changeme\nAPI_KEY=<your-api-key>\nSECRET_KEY=xxxxxxxxxxxxxxxx\nTOKEN=${TOKEN}\nAWS_ACCESS_KEY_ID=AKIAIOSFODNN7"
                            + "EXAMPLE\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY\n");
            bait(
                    "values.yaml",
                    "auth:\n  existingSecret: db-credentials\n  secretName: tls-cert\n  password: \"{{ .Values.db.password }}\"\n  passwordFile: /run/secrets/db\n  tokenUrl: https://login.acme.org/oauth2/token\n  apiKeyHeader: X-API-KEY\n");
            bait(
                    "openapi.yaml",
                    "properties:\n  password:\n    type: string\n    format: password\n  access_token: string\n");
            bait(
                    "messages.json",
                    "{\"password\": \"Passwort\", \"confirmPassword\": \"Kennwort\", \"token\": \"Zeichen\", \"forgot_password\": \"Passwort vergessen?\"}\n");
            bait(
                    "LoginTests.java",
                    "  String password = \"secret123\";\n  String token = \"test-token-1\";\n  String apiKey = \"my-api-key-12345\";\n  assertThat(login(\"bob\", \"password1\")).isTrue();\n");
            bait(
                    "client.py",
                    "password = os.environ['DB_PASSWORD']\napi_key = config.get('api_key')\ntoken = get_token(client_id)\nsecret = settings.SECRET_KEY\nnext_page_token = \""
                            + base64(24) + "\"\n");
            bait(
                    "app.min.js",
                    "!function(e){var t={password:\"input-password\",token:\"keyword.$2\",apiKey:e.apiKey},n=\""
                            + of(LETTERS, 400) + "\";e.secret=t.secret,e.k=\"" + of(HEX, 64) + "\"}(window);\n");
            bait(
                    "README.md",
                    "Set `API_KEY=your-api-key-here`, or `postgresql://user:password@localhost/db`. The header is `Authorization: Bearer <token>`.\n");
            bait(
                    "build.gradle",
                    "signing { password = System.getenv(\"SIGNING_PASSWORD\") }\nproject.ext.apiKey = project.findProperty(\"apiKey\")\n");
            bait(
                    "model.json",
                    "{\"tokenizer_class\": \"BertTokenizer\", \"pad_token\": \"[PAD]\", \"sha\": \"" + of(HEX, 40)
                            + "\", \"key\": \"" + new UUID(random.nextLong(), random.nextLong()) + "\"}\n");
            bait(
                    "cache.properties",
                    "cache.key=feature:" + of(HEX, 32) + "\nsort.key=created_at_2024\npartition_key=user_id_v2_hash\n");
            bait(
                    "pom.xml",
                    "<property><name>secret.scan.key</name></property><checksum>" + of(HEX, 64) + "</checksum>\n");
            bait(
                    "trace.py",
                    "trace_key = \"" + of(HEX, 32) + "\"\ncache_key = \"" + of(LETTERS, 24) + "\"\nidempotency_key = \""
                            + new UUID(random.nextLong(), random.nextLong()) + "\"\n");
            bait(
                    "k8s-secret-template.yaml",
                    "apiVersion: v1\nkind: Secret\ndata:\n  password: {{ .Values.password | b64enc }}\nstringData:\n  user: ${USER}\n");
        }
    }
}
