using Stvg.Silo;

return await SiloCommand.Create().Parse(args).InvokeAsync();
