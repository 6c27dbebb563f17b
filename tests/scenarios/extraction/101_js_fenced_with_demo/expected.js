function f(a) {
  return a.replace(/[/"]/g, `${a}}`) / 2;
}
