"""Runs a notebook in a Jupyter kernel, and tells what happens as one JSON object a line.

Asked by one JSON object on the first line of standard input. When standard input ends, whoever asked is gone: the
kernel is shut down and nothing is left. Events: {event: start, index}, {event: done, index, status, durationMs, verdicts,
stderr}, {event: end}, {event: fail, message}.
"""

import asyncio
import json
import os
import signal
import sys
import threading
import time

# jsonschema has a grammar of all internet addresses worked out, which takes a second. A notebook's schema knows none.
sys.modules["rfc3987_syntax"] = None

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

VERDICT = "application/vnd.netdive.verdict+json"
ABORTED = ("abort", "aborted")


def tell(event, **more):
    print(json.dumps({"event": event, **more}), file=REPORT, flush=True)


class Client(NotebookClient):
    """A notebook client that keeps each cell's own reply, and stops a cell that prints without end."""

    def __init__(self, nb, limit, **kw):
        super().__init__(nb, **kw)
        self.limit, self.printed, self.reply = limit, 0, {}
        self.on_cell_executed = self.keep_reply

    def keep_reply(self, execute_reply, **_):
        self.reply = execute_reply["content"]

    def output(self, outs, msg, display_id, cell_index):
        before, self.printed = self.printed, self.printed + len(json.dumps(msg["content"]))
        if self.printed <= self.limit:
            return super().output(outs, msg, display_id, cell_index)
        if before <= self.limit:
            outs.append(nbformat.v4.new_output("stream", name="stderr", text="The output was cut: it is too long.\n"))
            # At once: while output pours in, no other task of this loop gets its turn.
            os.killpg(self.km.provisioner.pgid, signal.SIGINT)
        return None

    async def run(self, cell, index, tries, seconds):
        """One cell, sent again while the kernel throws away what comes after an error (tslab: 200 ms)."""
        for _ in range(tries):
            self.printed, self.reply = 0, {}
            self.kc.session.metadata = {"cellId": cell.get("id", "")}  # as JupyterLab does it
            await self.within(seconds, cell, index)
            if self.reply.get("status") not in ABORTED:
                break
            await asyncio.sleep(0.05)
        cell.outputs = joined(cell.outputs)
        return self.reply.get("status", "ok")

    async def within(self, seconds, cell, index):
        """Past its time a cell is interrupted; one that does not hear it takes its kernel with it."""
        running = asyncio.ensure_future(self.async_execute_cell(cell, index))
        try:
            for limit, act in ((seconds, self.km.interrupt_kernel), (5, lambda: self.km.shutdown_kernel(now=True))):
                if (await asyncio.wait({running}, timeout=limit))[0]:
                    break
                text = f"The cell took longer than {seconds:g} seconds.\n"
                cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text=text))
                await act()
            await running
        finally:
            running.cancel()


def joined(outputs):
    """Text that came in pieces as one. (nbclient's own way takes minutes for long lines.)"""
    kept, pieces = [], []
    for output in outputs:
        stream = output.name if output.output_type == "stream" else None
        if stream and kept and kept[-1].get("name") == stream:
            pieces[-1].append(output.text)
        else:
            kept.append(output)
            pieces.append([output.text] if stream else None)
    for output, texts in zip(kept, pieces):
        if texts:
            output.text = "".join(texts)
    return kept


def of_cell(cell):
    """What the page shows of a run: verdicts, and what went wrong."""
    verdicts, stderr = [], ""
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stderr":
            stderr += output.text
        elif output.output_type == "error":
            stderr += f"{output.ename}: {output.evalue}\n"
        elif VERDICT in output.get("data", {}):
            verdicts.append(output.data[VERDICT])
    return {"verdicts": verdicts[:1000], "stderr": stderr[-20000:]}


async def run(ask):
    nb = nbformat.read(ask["path"], as_version=4)
    nbformat.validate(nb)
    client = Client(
        nb,
        limit=ask["outputLimit"],
        kernel_name=ask["kernel"],
        allow_errors=True,
        record_timing=False,
        resources={"metadata": {"path": ask["cwd"]}},
    )
    client.reset_execution_trackers()
    async with client.async_setup_kernel():
        language = (await client.async_wait_for_reply(client.kc.kernel_info()))["content"]["language_info"]
        for place, source in ask["sources"]:  # what to run in which cell
            cell = nb.cells[place]
            written, cell.source = cell.source, source
            tell("start", index=place)
            began = time.monotonic()
            try:
                status = await client.run(cell, place, ask["tries"], ask["timeoutMs"] / 1000)
            finally:
                cell.source = written
            tell("done", index=place, status=status, durationMs=round((time.monotonic() - began) * 1000), **of_cell(cell))
    if ask["write"] is not None:
        write(nb, language, {place for place, _ in ask["sources"]}, ask["write"])


def kept(output):
    """Whether an output stays with its cell: what was there only while the cell ran (kernel/display.ts) does not."""
    return not output.get("metadata", {}).get("netdive", {}).get("passing", False)


def write(nb, language, ran, path):
    """Keeps the outputs, and nothing that differs from run to run: the cells that ran are counted in their order."""
    nb.metadata.language_info = language
    count = 0
    for place, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        cell.outputs = [output for output in cell.outputs if kept(output)]
        count += place in ran
        cell.execution_count = count if place in ran else None
    fresh = f"{path}.{os.getpid()}"
    with open(fresh, "w", encoding="utf-8") as file:
        nbformat.write(nb, file)
    os.replace(fresh, path)


async def main():
    ask = json.loads(sys.stdin.readline())
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def watch():
        sys.stdin.read()
        loop.call_soon_threadsafe(task.cancel)

    threading.Thread(target=watch, daemon=True).start()
    try:
        await run(ask)
        tell("end")
    except asyncio.CancelledError:
        tell("fail", message="The run was stopped.")
    except DeadKernelError as error:
        tell("fail", message=f"The notebook's kernel died: {error}")
    except Exception as error:  # a notebook that is not one, a kernel that is not there
        tell("fail", message=f"{type(error).__name__}: {error}"[:2000])


if __name__ == "__main__":
    REPORT = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    asyncio.run(main())
