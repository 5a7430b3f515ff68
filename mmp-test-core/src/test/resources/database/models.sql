INSERT INTO models (name, stage) VALUES ('fraud', 'production'), ('fraud-next', 'staging')
