SELECT 1;
SELEC 2; -- the error
