using System.CommandLine;
using Stvg.Client.Commands.Server;

namespace Stvg.Client.Commands;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    private const string Description = """
        Ask a video in words: which object, from when to when, with a box on every frame, a score, and why.

        Examples:
          stvg ground clip.mp4 "a woman in a red jacket walking from right to left" --render answer.mp4
          stvg plan "the second car to appear"
          stvg track clip.mp4 --out tracks.txt

        With a server (stvg serve) the same for live cameras:
          stvg camera add gate rtsp://10.0.0.17/stream1
          stvg search "a white van that stops" --from -2h
          stvg watch "a person who climbs over the fence"
        """;

    public static RootCommand Build() => TeachingCommand.Teach(new(Description)
    {
        GroundCommand.Create(),
        LocateCommand.Create(),
        DescribeCommand.Create(),
        DetectCommand.Create(),
        TrackCommand.Create(),
        MarkCommand.Create(),
        PlanCommand.Create(),
        new Command("eval", "Measure results against ground truth.")
        {
            EvalDetectionCommand.Create(),
            EvalTrackingCommand.Create(),
            EvalGroundingCommand.Create(),
            EvalStAlignCommand.Create(),
            EvalDecompositionCommand.Create(),
        },
        TrainCommand.Create(),
        ModelsCommand.Create(),
        ServeCommand.Create(),
        CameraCommand.Create(),
        QueryCommand.Create(),
        SearchCommand.Create(),
        SearchCommand.CreateLike(),
        AlertsCommand.Create(),
        WatchCommand.Create(),
        TubeCommand.Create(),
        FeedbackCommand.Create(),
        GrounderCommand.Create(),
        KeyCommand.Create(),
    });
}
