import threading

stop = threading.Event()
threads = [threading.Thread(target=stop.wait) for _ in range(100)]
try:
    for thread in threads:
        thread.start()
    print("100 threads", flush=True)
finally:
    stop.set()
