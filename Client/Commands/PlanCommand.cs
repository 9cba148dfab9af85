using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Schema;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg plan</c>.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var sentence = new Argument<string?>("SENTENCE") { Description = "What to look for, in English.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        var schema = new Option<bool>(
            "--schema") { Description = "Write the JSON schema of what --json writes, for other programs and for language models." };
        var (judge, decompose) = (CommonOptions.Judge(), CommonOptions.Decompose());
        var command = new Command("plan",
            "Show how a sentence is understood: the target, and one sub-query for everything said of it.") { sentence, json, schema, judge, decompose };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(schema))
            {
                Console.Out.WriteLine(
                    JsonContext.Readable.PlanDocument.GetJsonSchemaAsNode().ToJsonString(
                    new JsonSerializerOptions { WriteIndented = true }));
                return ExitCode.Found;
            }

            if (parsed.GetValue(sentence) is not { } text) throw new StvgException("name a SENTENCE, or --schema; see 'stvg plan --help'");
            var parser = await Sentences.LoadParserAsync(CommonOptions.Notify, cancellation);
            using var model = CommonOptions.Decomposition(parsed.GetValue(decompose), parsed.GetValue(judge));
            var plan = model is null ? parser.Parse(text) : await model.ParseAsync(parser, text, cancellation);
            if (parsed.GetValue(json))
            {
                var body = PlanJson.Of(plan);
                Console.Out.WriteLine(JsonSerializer.Serialize(
                    new PlanDocument(plan.Text, body.Target, body.SubQueries, body.Warnings), JsonContext.Readable.PlanDocument));
            }
            else
            {
                PlanPrinter.Plan(plan, Terminal.Output);
            }

            return ExitCode.Found;
        });
        return command;
    }
}
