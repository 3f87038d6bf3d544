"""A Jupyter client driven by JSON lines: {"do": "execute", "id", "code"}, {"do": "inspect" or "complete", "id", "code",
"cursor"}, {"do": "interrupt"}, {"do": "shutdown"}.

Tells every message as {"id", "type", "content"}: the id is the one of the request that it answers.
"""

import asyncio
import json
import sys

from jupyter_client.manager import AsyncKernelManager

HEARD = {"stream", "display_data", "update_display_data", "error", "status"}
REPLIES = {"execute_reply", "inspect_reply", "complete_reply"}


async def main(kernel, cwd):
    def tell(**what):
        print(json.dumps(what), flush=True)

    km = AsyncKernelManager(kernel_name=kernel)
    await km.start_kernel(cwd=cwd)
    kc = km.client()
    kc.start_channels()
    await kc.wait_for_ready(timeout=60)
    asked = {}
    tell(type="ready", pid=km.provisioner.process.pid)

    async def iopub():
        while True:
            message = await kc.get_iopub_msg()
            if message["msg_type"] in HEARD:
                parent = asked.get(message["parent_header"].get("msg_id"))
                tell(id=parent, type=message["msg_type"], content=message["content"])

    async def shell():
        while True:
            message = await kc.get_shell_msg()
            if message["msg_type"] in REPLIES:
                parent = asked.get(message["parent_header"].get("msg_id"))
                tell(id=parent, type="reply", content=message["content"])

    tasks = [asyncio.ensure_future(iopub()), asyncio.ensure_future(shell())]
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    try:
        while line := await reader.readline():
            ask = json.loads(line)
            if ask["do"] == "execute":
                asked[kc.execute(ask["code"], stop_on_error=False)] = ask["id"]
            elif ask["do"] in ("inspect", "complete"):
                asked[getattr(kc, ask["do"])(ask["code"], ask["cursor"])] = ask["id"]
            elif ask["do"] == "interrupt":
                await km.interrupt_kernel()
            elif ask["do"] == "shutdown":
                await km.shutdown_kernel()
                tell(type="ended")
    finally:
        for task in tasks:
            task.cancel()
        await km.shutdown_kernel(now=True)


asyncio.run(main(*sys.argv[1:]))
