using System.CommandLine;
using Stvg.Core;
using Stvg.Core.Grounding;
using Stvg.Embedded;

namespace Stvg.Client.Commands;

/// <summary><c>stvg locate</c>: where, for a period that is given (spatial video grounding).</summary>
internal static class LocateCommand
{
    public static Command Create()
    {
        var video = CommonOptions.Video();
        var sentence = new Argument<string>("SENTENCE") { Description = "Who or what to find, in English." };
        var begin = new Option<double>("--begin") { Description = "Begin of the period, seconds.", Required = true, HelpName = "S" };
        var end = new Option<double>("--end") { Description = "End of the period, seconds.", Required = true, HelpName = "S" };
        var top = new Option<int>("--top") { Description = "At most so many answers, best first.", DefaultValueFactory = _ => 1,
            HelpName = "N" };
        var json = CommonOptions.Json();
        var judge = CommonOptions.Judge();
        var model = CommonOptions.Model();
        var sparse = CommonOptions.Sparse();
        var command = new Command("locate", "Find where what a sentence describes is, for a period that is given.") { video, sentence,
            begin, end, top, json, judge, model, sparse };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (from, to) = (parsed.GetValue(begin), parsed.GetValue(end));
            if (!(from >= 0 && to > from)) throw new StvgException("--begin and --end need seconds, the begin before the end");
            if (parsed.GetValue(top) < 1) throw new StvgException("--top needs a number of at least 1");
            using var questions = CommonOptions.Questions(parsed.GetValue(judge));
            var parser = await Sentences.LoadParserAsync(CommonOptions.Notify, cancellation);
            var (plan, watching) = ClipPlan.Of(parser, parsed.GetRequiredValue(sentence), new ClipOptions
            {
                Detector = parsed.GetRequiredValue(model), Sparse = parsed.GetValue(sparse), Notify = CommonOptions.Notify,
            });
            var clip = await CommonOptions.AnalyseAsync(parsed.GetRequiredValue(video), cancellation, watching);
            var options = new GroundingOptions { Top = parsed.GetValue(top), Period = (clip.Scene.FrameAt(from), clip.Scene.FrameAt(to)),
                WholePeriod = true };
            var tubes = await GroundCommand.AnswerAsync(questions, clip, plan, options, cancellation);
            if (parsed.GetValue(json)) GroundCommand.PrintJson(clip, plan, tubes);
            else GroundCommand.Print(clip, plan, tubes, explain: false);
            return tubes.Count > 0 ? ExitCode.Found : ExitCode.NothingMatches;
        });
        return command;
    }
}
