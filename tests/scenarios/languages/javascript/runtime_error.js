function fail() {
  throw new TypeError('broken'); // the error
}

fail();
