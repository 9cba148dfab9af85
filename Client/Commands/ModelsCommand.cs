using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Stvg.Client.Output;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg models</c>.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "The models that the product uses: what they are, where they come from.") { List(), Pull() };

    private static Command List()
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "Show every model: source, licence, size, checksum, and whether it is on this machine.") { json };
        command.SetAction(parsed =>
        {
            var models = ModelFiles.List();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(models, JsonContext.Readable.IReadOnlyListModelListing));
                return ExitCode.Found;
            }

            var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
            table.AddColumns("name", "kind", "source", "licence", "download", "sha512", "here");
            foreach (var m in models)
            {
                table.AddRow(
                    Markup.Escape($"{m.Name}\n{m.Description}"), m.Kind, Markup.Escape(m.Source), Markup.Escape(m.Licence),
                    m.Bytes > 0 ? $"{m.Bytes / 1e6:0.0} MB" : "", Markup.Escape(m.Sha512 is { Length: > 12 } sum ? sum[..12] + "…" : m.Sha512 ?? ""),
                    m.Installed ? "yes" : "no");
            }

            Terminal.Output.Write(table);
            return ExitCode.Found;
        });
        return command;
    }

    private static Command Pull()
    {
        var names = new Argument<string[]>("NAME") { Description = "Names of 'stvg models list'; without any, those used by default.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("pull", "Fetch models that are missing, check them and convert them, once.") { names };
        command.SetAction(async (parsed, cancellation) =>
        {
            await ModelFiles.PullAsync(parsed.GetValue(names) ?? [], CommonOptions.Notify, cancellation);
            return ExitCode.Found;
        });
        return command;
    }
}
