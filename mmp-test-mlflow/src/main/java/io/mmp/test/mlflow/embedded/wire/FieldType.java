package io.mmp.test.mlflow.embedded.wire;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A scalar type of a request field, which accepts exactly what protobuf's JSON parser accepts. */
public enum FieldType implements Field.Reader {
    STRING {
        @Override
        public Optional<Object> value(Object json) {
            return json instanceof String text
                            && !UNPAIRED_SURROGATE.matcher(text).find()
                    ? Optional.of(text)
                    : Optional.empty();
        }

        @Override
        boolean resembles(Object json) {
            return json instanceof String;
        }
    },
    BOOLEAN {
        @Override
        public Optional<Object> value(Object json) {
            return json instanceof Boolean ? Optional.of(json) : Optional.empty();
        }

        @Override
        boolean resembles(Object json) {
            return json instanceof Boolean;
        }
    },
    INT32 {
        @Override
        public Optional<Object> value(Object json) {
            return integer(json).filter(value -> value.bitLength() < 32).map(BigInteger::longValue);
        }

        @Override
        boolean resembles(Object json) {
            return INT64.resembles(json);
        }
    },
    INT64 {
        @Override
        public Optional<Object> value(Object json) {
            return integer(json).filter(value -> value.bitLength() < 64).map(BigInteger::longValue);
        }

        @Override
        boolean resembles(Object json) {
            if (json instanceof Double number && number.isInfinite()) {
                throw new UnhandledRequestException("Infinity is no integer");
            }
            return isScalar(json)
                    && !json.equals(Double.NaN)
                    && (!(json instanceof String text) || Python.integer(text).isPresent());
        }
    },
    UINT32 {
        @Override
        public Optional<Object> value(Object json) {
            return integer(json).filter(value -> isUnsigned(value, 32)).map(BigInteger::longValue);
        }

        @Override
        boolean resembles(Object json) {
            return INT64.resembles(json);
        }
    },
    /** Kept as the 64 bits of a long. */
    UINT64 {
        @Override
        public Optional<Object> value(Object json) {
            return integer(json).filter(value -> isUnsigned(value, 64)).map(BigInteger::longValue);
        }

        @Override
        boolean resembles(Object json) {
            return INT64.resembles(json);
        }
    },
    DOUBLE {
        @Override
        public Optional<Object> value(Object json) {
            if (json instanceof Boolean flag) {
                return Optional.of(flag ? 1.0 : 0.0);
            }
            if (json instanceof String text) {
                return text.equals("nan")
                        ? Optional.empty()
                        : Python.decimal(text).map(Object.class::cast);
            }
            if (json instanceof BigInteger number && Double.isInfinite(number.doubleValue())) {
                throw new UnhandledRequestException("An integer that is too large for a float");
            }
            return json instanceof Number number && Double.isFinite(number.doubleValue())
                    ? Optional.of(number.doubleValue())
                    : Optional.empty();
        }

        @Override
        boolean resembles(Object json) {
            return isScalar(json)
                    && (!(json instanceof String text) || Python.decimal(text).isPresent());
        }
    };

    private static final Pattern UNPAIRED_SURROGATE =
            Pattern.compile("[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

    /** Read a JSON value (never null) as this type; empty if it cannot be. */
    public abstract Optional<Object> value(Object json);

    /** Tell whether MLflow's own check of the type, which is laxer, lets the value pass. */
    abstract boolean resembles(Object json);

    @Override
    public boolean read(Object json, Consumer<Object> sink) {
        Optional<Object> value = value(json);
        value.ifPresent(sink);
        return value.isPresent();
    }

    private static boolean isScalar(Object json) {
        if (json instanceof List || json instanceof Map) {
            throw new UnhandledRequestException("Not a number but a " + Python.typeName(json));
        }
        return true;
    }

    private static boolean isUnsigned(BigInteger value, int bits) {
        return value.signum() >= 0 && value.bitLength() <= bits;
    }

    private static Optional<BigInteger> integer(Object json) {
        if (json instanceof Double number) {
            return number % 1 == 0 ? Optional.of(new BigDecimal(number).toBigInteger()) : Optional.empty();
        }
        if (json instanceof String text) {
            if (text.indexOf(' ') >= 0) {
                return Optional.empty();
            }
            return Python.integer(text).or(() -> Python.decimal(text).flatMap(FieldType::integer));
        }
        return json instanceof Number number ? Optional.of(new BigInteger(number.toString())) : Optional.empty();
    }
}
