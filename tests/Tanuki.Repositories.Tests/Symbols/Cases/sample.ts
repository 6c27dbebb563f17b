import type { Point } from "./point";

export interface Shape {
  name: string;
  area(): number;
}

export type Pair<T> = [T, T];

enum Color { Red, Green }

export namespace Geometry {
  export function distance(a: Point, b: Point): number {
    return Math.hypot(a.x - b.x);
  }
}

// Abstract.
@sealed
export abstract class Base<T> {
  private items: T[] = [];
  constructor(readonly id: string) {}
  abstract run(): void;
}
