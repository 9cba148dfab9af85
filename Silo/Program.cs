using System.CommandLine;
using Stvg.Silo;

// A silo that is told to end hands its cameras over and leaves in order; the two seconds that are usual would kill it in the middle of
// that.
return await SiloCommand.Create().Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(120) });
