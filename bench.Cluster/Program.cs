using System.Globalization;
using Stvg.Bench.Cluster;

// What grains cost beside one process. Silos are in this process; their messages are serialised and copied as between machines, only the
// network card is missing.
//
//   dotnet run -c Release --project bench.Cluster -- DATA engine [ROUNDS] [SECONDS] [SILOS]
//   dotnet run -c Release --project bench.Cluster -- DATA scale [FRAMES] [SILOS] [CAMERAS]
//
// engine: 100 cameras track what a detector found on a real street, 5 frames a second each; grains beside the engine of one process. Every
//         round runs everything once, so that what else the machine does falls on all alike; told are the rows, and for each place the median
//         over the rounds of its cost, and of that cost over the one process's of the same round. A shorter round before pays for the compiler.
// scale:  100 to 2,000 cameras tell what was tracked once for all, on one to three silos. Two cores cannot take 2,000 cameras at 5 frames a
//         second, so all rows have 500 frames a second in sum: the more cameras, the slower time goes, for cameras and for everything periodic
//         alike. At least 20 seconds and FRAMES of each camera are measured.
//
// SILOS, CAMERAS: only the rows of so many; 0 silos: one process.

if (args.Length < 1 || !Directory.Exists(args[0]) || (args.Length > 1 && args[1] is not ("engine" or "scale")))
{
    Console.Error.WriteLine("DATA: the evaluation data's folder");
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench.Cluster -- DATA engine [ROUNDS] [SECONDS] [SILOS]");
    Console.Error.WriteLine("       dotnet run -c Release --project bench.Cluster -- DATA scale [FRAMES] [SILOS] [CAMERAS]");
    return 2;
}

var what = args.Length > 1 ? args[1] : "";
var load = await Load.ReadAsync(args[0]);
load.Describe();
if (what is "" or "engine") await EngineBench.RunAsync(
    load, rounds: Number(2) is 0 ? 3 : Number(2), seconds: Number(3) is 0 ? 10 : Number(3), Number(4));
if (what is "" or "scale") await ScaleBench.RunAsync(load, frames: Number(2) is 0 ? 20 : Number(2), Given(3), Given(4));
return 0;

int? Given(int place) => what.Length > 0 && args.Length > place ? Number(place) : null;

int Number(int place) => what.Length > 0 && args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : 0;
