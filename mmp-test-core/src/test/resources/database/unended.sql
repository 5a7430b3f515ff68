CREATE TABLE fine (id int);
SELECT 'it;
