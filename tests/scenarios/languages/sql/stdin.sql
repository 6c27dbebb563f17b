CREATE TABLE numbers(number INTEGER);
.import "|cat" numbers
SELECT sum(number) FROM numbers;
