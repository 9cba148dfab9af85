using System.CommandLine;
using System.Text.Json;
using Stvg.Client.Output;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg plan</c>.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var sentence = new Argument<string>("SENTENCE") { Description = "What to look for, in English." };
        var json = CommonOptions.Json();
        var command = new Command("plan", "Show how a sentence is understood: the target, and one sub-query for everything said of it.") { sentence, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var parser = await Sentences.LoadParserAsync(CommonOptions.Notify, cancellation);
            var plan = parser.Parse(parsed.GetRequiredValue(sentence));
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
