-- What the fraud cases of the tests are kept in; the quotes of this comment's don't count.
CREATE TABLE models (
    id bigserial PRIMARY KEY,
    name text NOT NULL UNIQUE,
    stage varchar(20) NOT NULL DEFAULT 'none; not "staged"'
);
CREATE TABLE cases (
    id bigserial PRIMARY KEY,
    model bigint NOT NULL REFERENCES models ON DELETE CASCADE,
    amount numeric(12, 2) NOT NULL CHECK (amount >= 0),
    opened_at timestamp with time zone NOT NULL DEFAULT now()
);
