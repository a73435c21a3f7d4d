"""Files in the strict Slack: looked up, uploaded in two steps, and downloaded with the bot's token.

The Web API (`web_api.py`) carries these methods and routes; it says who may.
"""

from collections.abc import Callable
from typing import Any, Protocol

from aiohttp import web

from tests.slack_server.workspace import Message, Refused, SharedFile, Workspace, as_json


class Host(Protocol):
    """What the Web API knows and files need: where it is, its token and the scopes of the app (None: all)."""

    address: str
    bot_token: str
    scopes: set[str] | None


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
            "title": file.name,
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
        if not arguments.get("filename") or int(arguments.get("length", 0)) <= 0:
            raise Refused("invalid_arguments")
        file = SharedFile(f"F{self.workspace.number():06d}", arguments["filename"], b"", self.workspace.bot.id, False)
        self.workspace.files[file.id] = file
        return {"upload_url": f"{self.host.address}/upload/{file.id}", "file_id": file.id}

    def _complete_upload(self, arguments: dict[str, Any]) -> dict[str, Any]:
        finished = []
        for each in as_json(arguments.get("files")) or []:
            file = self.workspace.files.get(each.get("id"))
            if file is None or not file.content:
                raise Refused("file_not_found")
            finished.append(file)
        shared = [self.file_object(file) for file in finished]
        if channel_id := arguments.get("channel_id"):
            channel = self.workspace.channel_for_bot(channel_id)
            self.workspace.add_message(
                Message(
                    channel=channel.id,
                    ts=self.workspace.timestamp(),
                    user=self.workspace.bot.id,
                    text=arguments.get("initial_comment") or "",
                    thread_ts=arguments.get("thread_ts"),
                    files=shared,
                )
            )
        for file in finished:
            file.finished = True
        return {"files": shared}

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The second step of an upload: the content, to the address that the first one gave."""
        file = self.workspace.files.get(request.match_info["id"])
        if file is None or file.finished:
            return web.Response(status=404)
        if request.content_type.startswith("multipart/"):
            part = await (await request.multipart()).next()
            file.content = bytes(await part.read()) if part is not None else b""  # type: ignore[union-attr]
        else:
            file.content = await request.read()
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
