package io.mmp.test.data;

/**
 * A card transaction, for tests of fraud detection.
 *
 * @param id from 1 on, in their order
 * @param amount in a currency, two decimals. Log-normal: median 33.12 and sigma 0.8, of fraud 66.69 and 1.0; 0.01 at least
 * @param velocity1h the transactions of the card in the hour before. Poisson: mean 1.2, of fraud 3
 * @param isForeignIp whether the address is from abroad: 5 %, of fraud 35 %
 * @param failedLoginAttempts those before it. Poisson: mean 0.1, of fraud 1
 * @param hourOfDay from 8 to 21, of fraud from 0 to 23, all as likely
 * @param accountAgeDays from 200 to 2199, of fraud from 0 to 1499, all as likely
 * @param isFraud the class
 * @since 0.1.0
 */
public record Transaction(
        long id,
        double amount,
        int velocity1h,
        boolean isForeignIp,
        int failedLoginAttempts,
        int hourOfDay,
        int accountAgeDays,
        boolean isFraud) {

    /**
     * Return rows with the columns {@code id}, {@code amount}, {@code velocity_1h}, {@code is_foreign_ip},
     * {@code failed_login_attempts}, {@code hour_of_day}, {@code account_age_days} and {@code is_fraud}, shuffled.
     *
     * @param normal how many are no fraud, exactly
     * @param fraud how many are, exactly
     */
    public static SampleRows sample(long normal, long fraud) {
        return SampleRows.ofClasses("is_fraud")
                .withClass(false, normal)
                .withClass(true, fraud)
                .withColumn("id", Distribution.rowNumber(1))
                .withColumn("amount", amount(3.5, 0.8), amount(4.2, 1.0))
                .withColumn("velocity_1h", Distribution.poisson(1.2), Distribution.poisson(3))
                .withColumn("is_foreign_ip", Distribution.bernoulli(0.05), Distribution.bernoulli(0.35))
                .withColumn("failed_login_attempts", Distribution.poisson(0.1), Distribution.poisson(1))
                .withColumn("hour_of_day", Distribution.integers(8, 21), Distribution.integers(0, 23))
                .withColumn("account_age_days", Distribution.integers(200, 2199), Distribution.integers(0, 1499));
    }

    private static Distribution amount(double mean, double standardDeviation) {
        return Distribution.logNormal(mean, standardDeviation)
                .withBounds(0.01, 1e9)
                .withDecimals(2);
    }
}
