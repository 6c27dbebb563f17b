package org.junit;

import java.util.Arrays;
import java.util.Objects;

public final class Assert {
    private Assert() {
    }

    public static void assertEquals(Object expected, Object actual) {
        check(Objects.equals(expected, actual), expected, actual);
    }

    public static void assertEquals(String message, Object expected, Object actual) {
        assertEquals(expected, actual);
    }

    public static void assertEquals(long expected, long actual) {
        check(expected == actual, expected, actual);
    }

    public static void assertEquals(double expected, double actual, double delta) {
        check(Double.compare(expected, actual) == 0 || Math.abs(expected - actual) <= delta, expected, actual);
    }

    public static void assertArrayEquals(Object[] expected, Object[] actual) {
        check(Arrays.deepEquals(expected, actual), Arrays.deepToString(expected), Arrays.deepToString(actual));
    }

    public static void assertArrayEquals(int[] expected, int[] actual) {
        check(Arrays.equals(expected, actual), Arrays.toString(expected), Arrays.toString(actual));
    }

    public static void assertTrue(boolean condition) {
        check(condition, true, condition);
    }

    public static void assertFalse(boolean condition) {
        check(!condition, false, condition);
    }

    public static void fail(String message) {
        throw new AssertionError(message);
    }

    private static void check(boolean condition, Object expected, Object actual) {
        if (!condition) {
            throw new AssertionError("expected " + expected + " but got " + actual);
        }
    }
}
