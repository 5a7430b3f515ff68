package io.mmp.test.data;

import io.mmp.test.table.Table;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves parameters with {@link SampleTransactions}. */
final class SampleTransactionsExtension implements ParameterResolver {

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(SampleTransactions.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SampleTransactions sample =
                parameter.findAnnotation(SampleTransactions.class).orElseThrow();
        SampleRows rows = Transaction.sample(sample.normal(), sample.fraud()).withSeed(sample.seed());
        Type type = parameter.getParameter().getParameterizedType();
        if (type == SampleRows.class) {
            return rows;
        }
        if (type == Table.class) {
            return rows.table();
        }
        if (type instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] instanceof Class<?> element
                && element.isRecord()) {
            return rows.stream(element.asSubclass(Record.class)).toList();
        }
        throw new ParameterResolutionException(
                "@SampleTransactions gives a List of records such as List<Transaction>, a Table or SampleRows, but the parameter is a %s."
                        .formatted(type.getTypeName()));
    }
}
