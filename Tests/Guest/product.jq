# Every personality with every scenario and every fault plan. A device may break what its profile
# declares, and what the fault is; the host what dfu-util is known for.
.habits as $habits | .personalities[] as $device | .scenarios[] as $scenario | .plans[] as $plan
| {
    name: "full/\($device.name | gsub("/"; "_")).\($scenario.name).\($plan.name)" | gsub("/"; "-"),
    model: $device.name, transport: $device.transport, image: ($device.image // 2000),
    config: (($device.config // {}) + $plan.config), limit: 90, within: 240,
    commands: [$scenario.commands[] | sub("@"; $device.options // "")],
    exits: [$scenario.commands[] | null], replayed: ($plan.name == "sound"), host: ($habits + ($scenario.habits // []))
  }
  + if $device.name == "dfu-1.1" then {device: ($plan.breaks // [])}
    else {profile: $device.name, undeclared: ($plan.breaks // [])} end
