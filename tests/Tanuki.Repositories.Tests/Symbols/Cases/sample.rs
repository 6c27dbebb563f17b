use std::collections::HashMap;

/// A shape.
#[derive(Debug)]
pub struct Shape<T> {
    name: T,
}

pub enum Color { Red, Green(u8) }

impl<T> Shape<T> {
    /// The area.
    pub fn area(&self) -> f64 {
        helper(self.name)
    }
}

pub trait Draw {
    fn draw(&self);
}

impl Draw for Color {
    fn draw(&self) {}
}

mod inner {
    pub const LIMIT: usize = 3;
}

macro_rules! twice { ($x:expr) => { $x * 2 }; }
