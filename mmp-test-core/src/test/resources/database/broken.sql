CREATE TABLE fine (id int);

/* a comment
   of two lines */
CREATE TABL broken (
    id int
);
