import asyncio


async def fetch(x):
    await asyncio.sleep(0)
    return x * 2


async def fails():
    raise RuntimeError("no")


async def ticks(n):
    for i in range(n):
        yield i
# === tests
import asyncio
import unittest

from service import fails, fetch, ticks


class Tests(unittest.IsolatedAsyncioTestCase):
    async def test_await(self):
        self.assertEqual(await fetch(2), 4)
        with self.assertRaises(RuntimeError):
            await fails()

    async def test_iteration(self):
        self.assertEqual([x async for x in ticks(3)], [0, 1, 2])


def test_run():
    assert asyncio.run(fetch(5)) == 10
    async def both():
        return await asyncio.gather(fetch(1), fetch(2))
    assert asyncio.run(both()) == [2, 4]
