-- nothing
;;
