"""`longwriter`: the command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer

from longwriter_agents.cli import (
    batch,
    bench,
    check,
    db,
    doctor,
    evaluate,
    jobs,
    keys,
    models,
    plan,
    resume,
    revise,
    serve,
    versions,
    worker,
    write,
)
from longwriter_agents.cli.output import complain, drop_stdout

app = typer.Typer(
    name="longwriter",
    help="Turn one request into a long document that provably meets it, with any language model.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes around the help would cost as much time as all the rest of it
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("write")(write.write)
app.command("plan")(plan.plan)
app.command("check")(check.check)
app.command("resume")(resume.resume)
app.command("jobs")(jobs.jobs)
app.command("revise")(revise.revise)
app.command("versions")(versions.versions)
app.command("diff")(versions.diff)
app.command("undo")(versions.undo)
app.add_typer(models.app, name="models")
app.command("batch")(batch.batch)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.add_typer(keys.app, name="keys")
app.add_typer(db.app, name="db")
app.command("doctor")(doctor.doctor)
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(bench.app, name="bench")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"longwriter {version('longwriter-agents')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Turn one request into a long document that provably meets it, with any language model."""


_UsageError: Any = typer.BadParameter.__base__
"""The parser's own error; where its class lives differs between versions of typer."""


def main() -> None:
    """Run the command line: exit 0 complete, 3 complete with findings, 1 failed, 2 usage, 130 interrupted."""
    from longwriter_agents.errors import InputError, LongwriterError
    from longwriter_agents.processes import collect_seldom

    collect_seldom()
    try:
        code = app(prog_name="longwriter", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code)
    except _UsageError as error:
        _refuse(error)
    except InputError as error:
        _fail(error, 2)
    except LongwriterError as error:
        _fail(error, 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output is gone (`| head`): nothing more to say, and nothing to flush to.
        drop_stdout()
        sys.exit(1)
    except OSError as error:
        drop_stdout()
        _fail(error, 1)


def _refuse(error: Any) -> None:
    """One line; a command that was given nothing shows its help instead, which its error then holds."""
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message())
    else:
        command = error.ctx.command_path if error.ctx else "longwriter"
        complain(f"{error.format_message()} See: {command} --help")
    sys.exit(2)


def _fail(error: Exception, code: int) -> None:
    if os.environ.get("LONGWRITER_DEBUG"):
        raise error
    complain(str(error))
    sys.exit(code)
