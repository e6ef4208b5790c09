"""`dibao serve`: the office in the browser."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dibao.cli import options, output
from dibao.language import say


@click.command(
    "serve",
    help=say("在浏览器里办公：网页和后台任务一起跑。", "The office in the browser: pages and jobs together."),
)
@click.option("--host", default="127.0.0.1", show_default=True, help=say("监听地址", "the address to listen on"))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=say("端口", "the port"))
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help=say("网页进程数，每个 8 线程", "processes for pages, eight threads each"),
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help=say("浏览器里用的域名，可多次给出", "the name under which browsers reach it; may be given several times"),
)
@click.option(
    "--secure",
    is_flag=True,
    help=say("前面有 https 代理：Cookie 只走 https", "behind a proxy that speaks https: cookies go over https alone"),
)
@options.workspace
def command(host: str, port: int, workers: int, names: tuple[str, ...], secure: bool, named: Path | None) -> int:
    """Until Ctrl-C or a signal. Where nobody can sign in yet, an administrator's invitation is printed first."""
    root = options.required_root(named)
    os.environ["DIBAO_HOSTS"] = ",".join(dict.fromkeys((*names, host, "localhost", "127.0.0.1", "[::1]")))
    os.environ["DIBAO_SECURE"] = "1" if secure else "0"
    from dibao.office.site.opening import open_site

    office = open_site(root)
    from dibao.office.people.first import first_invitation
    from dibao.office.site.server import serve

    base = f"{'https' if secure else 'http'}://{names[0] if names else f'{host}:{port}'}"
    if secret := first_invitation(office):
        output.note(
            say(
                f"还没有人能登录。管理员请打开这个链接设密码：{base}/join/{secret}/",
                f"Nobody can sign in yet. An administrator opens this link and sets a password: {base}/join/{secret}/",
            )
        )
    output.note(say(f"在 {base} 办公，按 Ctrl-C 结束。", f"The office is at {base}; Ctrl-C ends it."))
    serve(f"{host}:{port}", workers)
    return 0
