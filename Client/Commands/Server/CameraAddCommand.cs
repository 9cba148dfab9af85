using System.CommandLine;
using Stvg.Api.Contracts;
using Stvg.Client.Arguments;
using Stvg.Client.Output;
using Stvg.Core.Cameras;

namespace Stvg.Client.Commands.Server;

/// <summary><c>stvg camera add</c>.</summary>
internal static class CameraAddCommand
{
    private const string Examples = """
        stvg camera add gate rtsp://user:password@10.0.0.17/stream1
        stvg camera add yard /videos/yard.mp4 --loop --name "Back yard"
        stvg camera add door /dev/video0 --zone "step=0.4,0.6;0.6,0.6;0.6,1;0.4,1" --mask "0,0;0.2,0;0.2,0.1;0,0.1"
        """;

    public static Command Create(ServerOptions server)
    {
        var id = ServerCommand.Id("Its name for commands: lower-case letters, digits, '-' and '_'.");
        var source = new Argument<string>("SOURCE")
        {
            Description = "rtsp://, rtsps://, http:// or https://, a file on the server, or a device.",
        };
        var name = ServerCommand.Text("--name", "TEXT", "Its name for people.");
        var fps = ServerCommand.Number("--fps", "Frames per second that are looked at; left out: its own rate, at most 15.");
        var pace = ServerCommand.Choice<Pace>("--pace", "How a file is played: realtime as a camera would, fast without losing a frame.");
        var loop = ServerCommand.Flag("--loop", "Begin a file again when it ends.");
        var zones = ServerCommand.Texts(
            "--zone", "NAME=X,Y;X,Y;…", "A named area for standing queries; corners in fractions of width and height.");
        var masks = ServerCommand.Texts("--mask", "X,Y;X,Y;…", "An area that nobody gets to see.");
        var noRecording = ServerCommand.Flag("--no-recording", "Do not keep the stream on disk; there will be no clips of answers.");
        var json = CommonOptions.Json();
        var command = new TeachingCommand("add", "Begin to watch a camera, or a file as if it were one.", Examples)
        {
            id, source, name, fps, pace, loop, zones, masks, noRecording, json,
        };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var camera = await client.AddCameraAsync(new CameraRequest
            {
                Id = parsed.GetRequiredValue(id),
                Source = parsed.GetRequiredValue(source),
                Name = parsed.GetValue(name),
                Fps = parsed.GetValue(fps),
                Pace = parsed.GetValue(pace),
                Loop = parsed.GetValue(loop) ? true : null,
                Zones = parsed.GetValue(zones) is { Length: > 0 } areas ? [.. areas.Select(AreaArgument.Zone)] : null,
                Masks = parsed.GetValue(masks) is { Length: > 0 } hidden ? [.. hidden.Select(AreaArgument.Mask)] : null,
                Recording = parsed.GetValue(noRecording) ? false : null,
            }, cancellation);
            if (parsed.GetValue(json)) WireJson.Print(camera);
            else Console.Out.WriteLine($"camera {camera.Id} is {Text.Name(camera.State)}; see 'stvg camera show {camera.Id}'");
        });
        return command;
    }
}
