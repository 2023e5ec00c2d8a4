# Every personality with every scenario and every fault plan. A device may break what its profile
# declares, and what the fault is; the host what dfu-util is known for. TinyUSB keeps no image.
.habits as $habits | .personalities[] as $device | .scenarios[] as $scenario | .plans[] as $plan
| select($plan.flash == null or $device.name != "xmos/tinyusb")
| {
    name: "full/\($device.name | gsub("/"; "_")).\($scenario.name).\($plan.name)" | gsub("/"; "-"),
    model: $device.name, transport: $device.transport, image: ($device.image // 2000),
    config: (($device.config // {}) + $plan.config), limit: 90, within: 240,
    commands: [$scenario.commands[] | sub("@"; $device.options // "")],
    exits: [$scenario.commands[] | null], replayed: ($plan.config == {}), host: ($habits + ($scenario.habits // []))
  }
  + ($plan | with_entries(select(.key == "flash")))
  + if $device.name == "dfu-1.1" then {device: ($plan.breaks // [])}
    else {profile: $device.name, undeclared: ($plan.breaks // [])} end
