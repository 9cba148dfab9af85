using System.CommandLine;
using Stvg.Client.Output;
using Stvg.Client.Serving;
using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Embedded.Learning;

namespace Stvg.Client.Commands;

/// <summary><c>stvg grounder</c>: a site's own grounder, from trial to rollback.</summary>
internal static class GrounderCommand
{
    public static Command Create() => new TeachingCommand("grounder", "A site's own learned grounder: try and adopt it, see it, take it back.", """
        stvg grounder adopt site.grounder --data /srv/stvg
        stvg grounder rollback --data /srv/stvg
        """) { Adopt(), List(), RollBack(), Status() };

    private static Option<string> Data() => new("--data")
    {
        Description = "The server's data folder; the server may be running.", HelpName = "DIR", DefaultValueFactory = _ => ServeOptions.DefaultDataFolder,
    };

    private static TeachingCommand Adopt()
    {
        var file = new Argument<string>("FILE") { Description = "What 'stvg train' wrote." };
        var data = Data();
        var archive = CommonOptions.Archive();
        var model = CommonOptions.Model();
        var force = new Option<bool>("--force") { Description = "Adopt it even where the trial says no." };
        var command = new TeachingCommand("adopt",
            "Try a grounder on the verdicts that were held out; adopt it where it beats the built-in one and no sentence is lost.",
            "stvg grounder adopt site.grounder --data /srv/stvg") { file, data, archive, model, force };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            var grounder = GrounderFiles.Read(path);
            var adoption = new GrounderAdoption(parsed.GetRequiredValue(data), TimeProvider.System);
            var verdicts = await adoption.ReadAsync(parsed.GetValue(archive), parsed.GetRequiredValue(model), CommonOptions.Notify, cancellation);
            var trial = GrounderAdoption.Try(grounder, verdicts);
            cancellation.ThrowIfCancellationRequested();
            GrounderPrinter.Print(trial);
            if (trial.Refusal is { } refusal) CommonOptions.Notify(parsed.GetValue(force) ? $"warning: adopted all the same: {refusal}" : $"not adopted: {refusal}");
            if (adoption.Adopt(grounder, trial, parsed.GetValue(force)) is not { } version) return ExitCode.NothingMatches;
            Console.Out.WriteLine($"adopted as {version.Name}; a running server uses it from the next question on");
            return ExitCode.Found;
        });
        return command;
    }

    private static TeachingCommand List()
    {
        var data = Data();
        var command = new TeachingCommand("list", "Show every version that was adopted.", "stvg grounder list --data /srv/stvg") { data };
        command.SetAction(parsed =>
        {
            var versions = new GrounderVersions(parsed.GetRequiredValue(data));
            GrounderPrinter.Print(versions.List(), versions.Current);
            return ExitCode.Found;
        });
        return command;
    }

    private static TeachingCommand RollBack()
    {
        var data = Data();
        var command = new TeachingCommand("rollback", "Go back to what was in use before.", "stvg grounder rollback --data /srv/stvg") { data };
        command.SetAction(parsed =>
        {
            var now = new GrounderVersions(parsed.GetRequiredValue(data)).RollBack();
            Console.Out.WriteLine(now is null ? "the built-in grounder answers alone again" : $"version {now} is in use again");
            return ExitCode.Found;
        });
        return command;
    }

    private static TeachingCommand Status()
    {
        var data = Data();
        var command = new TeachingCommand("status", "Show which grounder is in use, and whether it can be read.", "stvg grounder status --data /srv/stvg") { data };
        command.SetAction(parsed =>
        {
            var versions = new GrounderVersions(parsed.GetRequiredValue(data));
            if (versions.Current is not { } name)
            {
                Console.Out.WriteLine("the built-in grounder answers alone");
                return ExitCode.Found;
            }

            LearnedGrounder grounder;
            try
            {
                grounder = GrounderFiles.Read(versions.FileOf(name));
            }
            catch (StvgException e)
            {
                throw new StvgException($"version {name} cannot be used, so the built-in grounder answers alone: {e.Message}; take the one before with 'stvg grounder rollback'", e);
            }

            Console.Out.WriteLine($"version {name} is in use ({Text.Clean(grounder.About)})");
            return ExitCode.Found;
        });
        return command;
    }
}
