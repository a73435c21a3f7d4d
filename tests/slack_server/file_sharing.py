"""Files in the strict Slack: looked up, uploaded in three steps, shown in blocks, downloaded with the bot's token.

The Web API (`web_api.py`) carries these methods and routes; it says who may.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from aiohttp import web

from tests.slack_server.faults import Faults
from tests.slack_server.workspace import Message, Refused, SharedFile, Workspace, as_json

_PNG = b"\x89PNG\r\n\x1a\n"


class Host(Protocol):
    """What the Web API knows and files need: where it is, its token and the scopes of the app (None: all)."""

    address: str
    bot_token: str
    scopes: set[str] | None
    faults: Faults


class FileSharing:
    """The files of one workspace."""

    def __init__(self, workspace: Workspace, host: Host) -> None:
        self.workspace = workspace
        self.host = host
        self.methods: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "files.info": self._info,
            "files.getUploadURLExternal": self._upload_address,
            "files.completeUploadExternal": self._complete_upload,
        }

    def file_object(self, file: SharedFile) -> dict[str, Any]:
        """A file as events and `files.info` show it."""
        address = f"{self.host.address}/files-pri/{file.id}/{file.name}"
        return {
            "id": file.id,
            "name": file.name,
            "title": file.title or file.name,
            "size": len(file.content),
            "user": file.user,
            "mode": "hosted",
            "is_external": False,
            "url_private": address,
            "url_private_download": address,
        }

    def _info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        file = self.workspace.files.get(arguments.get("file", ""))
        if file is None or not file.finished:
            raise Refused("file_not_found")
        return {"file": self.file_object(file)}

    def _upload_address(self, arguments: dict[str, Any]) -> dict[str, Any]:
        length = str(arguments.get("length", ""))
        if not arguments.get("filename") or not length.isdecimal() or int(length) <= 0:
            raise Refused("invalid_arguments")
        id, bot = f"F{self.workspace.number():08d}", self.workspace.bot.id
        self.workspace.files[id] = SharedFile(id, arguments["filename"], b"", bot, finished=False, length=int(length))
        return {"upload_url": f"{self.host.address}/upload/{id}", "file_id": id}

    def _complete_upload(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Share files in a channel or in one of its threads, all in one message; without a channel nobody sees them."""
        asked = as_json(arguments.get("files"))
        if not isinstance(asked, list) or not asked:
            raise Refused("invalid_arguments")
        finished = []
        for each in asked:
            file = self.workspace.files.get(each.get("id"))
            if file is None or not file.content or file.finished:
                raise Refused("file_not_found")
            file.title = each.get("title") or file.name
            finished.append(file)
        shared = [self.file_object(file) for file in finished]
        if channel_id := arguments.get("channel_id"):
            if channel_id in self.workspace.users:  # unlike a message, a file goes to conversations only
                raise Refused("channel_not_found")
            channel = self.workspace.channel_for_bot(channel_id)
            thread_ts = arguments.get("thread_ts")
            if thread_ts and self.workspace.message(channel.id, thread_ts).thread_ts not in (None, thread_ts):
                raise Refused("invalid_thread_ts")
            text = arguments.get("initial_comment") or ""
            bot = self.workspace.bot.id
            self.workspace.add_message(
                Message(channel.id, self.workspace.timestamp(), bot, text, thread_ts=thread_ts, files=shared)
            )
        elif arguments.get("thread_ts"):
            raise Refused("invalid_arguments")
        for file in finished:
            file.finished, file.refusals_left = True, self.workspace.picture_refusals
        return {"files": shared}

    def check_pictures(self, blocks: Sequence[Mapping[str, Any]]) -> None:
        """Raise `invalid_blocks` unless every picture of these blocks was uploaded and is ready to be shown."""
        for index, block in enumerate(blocks):
            if block["type"] != "image" or "slack_file" not in block:
                continue
            file = self.workspace.files.get(block["slack_file"].get("id", ""))
            ready = file is not None and file.finished and file.content.startswith(_PNG)
            if file is not None and file.refusals_left > 0:
                file.refusals_left -= 1
                ready = False
            if not ready:
                raise Refused(
                    "invalid_blocks", errors=[f"invalid slack file [json-pointer:/blocks/{index}/slack_file]"]
                )

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The second step of an upload: the content, once, to the address that the first one gave."""
        fault = self.host.faults.fault_of("upload")
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault is not None and not fault.after:
            return await fault.befall(request)
        file = self.workspace.files.get(request.match_info["id"])
        if file is None or file.finished or file.content:
            return web.Response(status=404)
        if request.content_type.startswith("multipart/"):
            part = await (await request.multipart()).next()
            content = bytes(await part.read()) if part is not None else b""  # type: ignore[union-attr]
        else:
            content = await request.read()
        if len(content) != file.length:
            return web.Response(status=400, text=f"announced were {file.length} bytes, not {len(content)}")
        file.content = content
        if fault is not None and fault.after:
            return await fault.befall(request)
        return web.Response(text=f"OK - {len(file.content)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Without the token, or the right to read files, it leads to the sign-in page: HTML and status 200."""
        may_read = self.host.scopes is None or "files:read" in self.host.scopes
        if request.headers.get("Authorization") != f"Bearer {self.host.bot_token}" or not may_read:
            raise web.HTTPFound("/login")
        file = self.workspace.files.get(request.match_info["id"])
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def login(self, _: web.Request) -> web.StreamResponse:
        """The sign-in page."""
        return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
