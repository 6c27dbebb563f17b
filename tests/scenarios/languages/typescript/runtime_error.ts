interface Point { x: number }

function fail(point: Point): never {
  throw new RangeError(`broken ${point.x}`); // the error
}

fail({ x: 1 });
