"""The `dibao` command: finds the module of a command, and turns every refusal into one sentence.

Exit codes: 0 done, 1 findings or differences, 2 wrong use or unreadable input.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from dibao import __version__
from dibao.errors import DibaoError
from dibao.language import say

COMMANDS = (
    "init",
    "read",
    "receive",
    "check",
    "learn",
    "brief",
    "card",
    "lint",
    "review",
    "issue",
    "accept",
    "carry",
    "correct",
    "withdraw",
    "refile",
    "slip",
    "issued",
    "form",
    "trace",
    "verify",
    "revise",
    "listen",
    "audit",
    "backup",
    "restore",
    "serve",
    "invite",
    "doctor",
    "demo",
)


class _Commands(click.Group):
    """Loads a command's module on first use: reading one page must not pay for the office."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"dibao.cli.{cmd_name}").command
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "邸报：各单位怎么报就怎么收，一份简报出来，每个数字都说得清来处。",
        "Dibao: units' reports go in as they are; one brief comes out in which every figure can be traced.",
    ),
)
@click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path, readable=False),
    help=say("工作区文件夹", "the workspace folder"),
)
@click.version_option(__version__, prog_name="dibao")
@click.pass_context
def cli(ctx: click.Context, workspace: Path | None) -> None:
    """The group itself only remembers the workspace."""
    ctx.obj = workspace


def main() -> NoReturn:
    """Run the command line and leave with its exit code; no traceback reaches a user."""
    _open_streams()
    try:
        code = cli.main(standalone_mode=False, prog_name="dibao") or 0
        sys.stdout.flush()
    except SystemExit:  # click's way to leave where the reader of a pipe has gone
        sys.exit(0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        _refuse(_wrong_use(error))
    except DibaoError as error:
        _refuse(str(error))
    except (click.Abort, KeyboardInterrupt):
        _refuse(
            say(
                "已中断；已收下的都在，再运行一次即可接着做。",
                "Interrupted; what was received is kept, run it again to go on.",
            )
        )
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _refuse(_system(error))
    except Exception as error:
        _refuse(_fault(error))
    sys.exit(code)


def _open_streams() -> None:
    """Without a standard output (`>&-`) there is nobody to write to; that is no failure."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
            setattr(sys, name, nowhere)


def _refuse(sentence: str) -> NoReturn:
    click.echo(f"dibao: {sentence}", err=True)
    sys.exit(2)


def _fault(error: Exception) -> str:
    """Our own mistake: the details go into a file, not to the clerk's screen."""
    import tempfile

    from dibao.cli import fault

    with tempfile.NamedTemporaryFile("w", prefix="dibao-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(fault.told(error))
    return say(
        f"邸报内部出错，这一步没有完成，已收下的都在；细节记在 {log.name}，请发给维护者"
        "（先看看里面有没有不宜外传的内容）。",
        f"Dibao itself failed; this step was not done, what was received is kept. The details are in {log.name}: "
        "look through it for anything confidential and send it to the maintainers.",
    )


def _system(error: OSError) -> str:
    where = error.filename or say("输出", "The output")
    if isinstance(error, PermissionError):
        return say(
            f"没有权限读写 {where}，请检查文件夹权限。",
            f"No permission to read or write {where}; check the folder's rights.",
        )
    reason = error.strerror or type(error).__name__
    return say(
        f"{where} 读写失败（{reason}），请检查磁盘和路径后重试。",
        f"{where} could not be read or written ({reason}); check disk and path, then try again.",
    )


def _name(parameter: click.Parameter | None) -> str:
    """As one types it: --date, FILES."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name if parameter is not None else ""


def _wrong_use(error: click.ClickException) -> str:
    """Click's refusals in our words: what is wrong, and which help to read."""
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "dibao"
    ask_zh, ask_en = f"请看 {path} --help。", f"see {path} --help."
    if isinstance(error, click.NoSuchOption):
        return say(f"没有选项 {error.option_name}，{ask_zh}", f"There is no option {error.option_name}; {ask_en}")
    if isinstance(error, click.MissingParameter):
        name = _name(error.param)
        return say(f"缺少 {name}，{ask_zh}", f"{name} is missing; {ask_en}")
    if isinstance(error, click.BadParameter):
        name = _name(error.param)
        return say(f"{name} 写法不对（{error.message}），{ask_zh}", f"{name} is not right ({error.message}); {ask_en}")
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        name = error.message.partition("'")[2].partition("'")[0]
        return say(f"没有命令 {name}，请看 dibao --help。", f"There is no command {name}; see dibao --help.")
    return say(
        f"用法不对（{error.format_message()}），{ask_zh}", f"{error.format_message()} {ask_en[0].upper()}{ask_en[1:]}"
    )
