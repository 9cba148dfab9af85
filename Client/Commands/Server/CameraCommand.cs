using System.CommandLine;
using Stvg.Client.Output;
using Stvg.Embedded;

namespace Stvg.Client.Commands.Server;

/// <summary><c>stvg camera</c>.</summary>
internal static class CameraCommand
{
    public static Command Create()
    {
        var server = new ServerOptions();
        return server.AddTo(new TeachingCommand("camera", "The cameras that the server watches.", """
            stvg camera add gate rtsp://user:password@10.0.0.17/stream1 --fps 10
            stvg camera list
            stvg camera snapshot gate --out gate.jpg --marks
            """)
        {
            CameraAddCommand.Create(server), List(server), Show(server), Remove(server), Restart(server), Snapshot(server),
        });
    }

    private static TeachingCommand List(ServerOptions server)
    {
        var json = CommonOptions.Json();
        var command = new TeachingCommand("list", "Show all cameras and how they fare.", "stvg camera list") { json };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var cameras = await client.CamerasAsync(cancellation);
            if (parsed.GetValue(json)) WireJson.PrintAll(cameras);
            else if (cameras.Count == 0) Console.Out.WriteLine("no cameras yet: add one with 'stvg camera add'");
            else CameraPrinter.Print(cameras);
        });
        return command;
    }

    private static TeachingCommand Show(ServerOptions server)
    {
        var id = ServerCommand.Id("The camera.");
        var json = CommonOptions.Json();
        var command = new TeachingCommand("show", "Show one camera: settings, state, counters.", "stvg camera show gate") { id, json };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var camera = await client.CameraAsync(parsed.GetRequiredValue(id), cancellation);
            if (parsed.GetValue(json)) WireJson.Print(camera);
            else CameraPrinter.Print(camera);
        });
        return command;
    }

    private static TeachingCommand Remove(ServerOptions server)
    {
        var id = ServerCommand.Id("The camera.");
        var command = new TeachingCommand("remove", "Stop watching a camera; what it saw stays.", "stvg camera remove gate") { id };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            await client.RemoveCameraAsync(parsed.GetRequiredValue(id), cancellation);
            Console.Out.WriteLine($"camera {parsed.GetRequiredValue(id)} is removed");
        });
        return command;
    }

    private static TeachingCommand Restart(ServerOptions server)
    {
        var id = ServerCommand.Id("The camera.");
        var command = new TeachingCommand("restart", "Connect to a camera anew.", "stvg camera restart gate") { id };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var camera = await client.RestartCameraAsync(parsed.GetRequiredValue(id), cancellation);
            Console.Out.WriteLine($"camera {camera.Id} is {Text.Name(camera.State)}");
        });
        return command;
    }

    private static TeachingCommand Snapshot(ServerOptions server)
    {
        var id = ServerCommand.Id("The camera.");
        var output = ServerCommand.Text("--out", "FILE.jpg", "Where to write the JPEG picture.");
        output.Required = true;
        var marks = ServerCommand.Flag("--marks", "Put numbered marks on the objects in it.");
        var command = new TeachingCommand("snapshot", "Save a camera's newest frame.", "stvg camera snapshot gate --out gate.jpg --marks")
        {
            id, output, marks,
        };
        command.Asks(server, async (parsed, client, cancellation) =>
        {
            var (camera, path, marked) = (parsed.GetRequiredValue(id), parsed.GetRequiredValue(output)!, parsed.GetValue(marks));
            OutputFile.EnsureWritable(path);
            await WholeFile.WriteAsync(path, file => client.SnapshotAsync(camera, marked, file, cancellation));
        });
        return command;
    }
}
