CREATE TABLE ml_model (
    id bigserial PRIMARY KEY,
    name text NOT NULL UNIQUE,
    stage text NOT NULL CHECK (stage IN ('production', 'staging'))
);

CREATE TABLE transactions (
    id bigint PRIMARY KEY,
    amount numeric(12, 2) NOT NULL,
    velocity_1h int NOT NULL,
    is_foreign_ip boolean NOT NULL,
    failed_login_attempts int NOT NULL,
    hour_of_day int NOT NULL,
    account_age_days int NOT NULL,
    is_fraud boolean NOT NULL
);

CREATE TABLE fraud_case (
    id bigserial PRIMARY KEY,
    transaction_id bigint NOT NULL UNIQUE REFERENCES transactions,
    model_id bigint NOT NULL REFERENCES ml_model,
    opened_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO ml_model (name, stage) VALUES ('fraud-1', 'production'), ('fraud-2', 'staging');
