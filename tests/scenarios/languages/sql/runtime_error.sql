CREATE TABLE places(broken TEXT UNIQUE);
INSERT INTO places VALUES ('here');
INSERT INTO places VALUES ('here'); -- the error
